internal import CZlib

/// Streams that zlib writes (RFC 1950), for formats that hold one.
package enum ZlibStream {
  /// The bytes at the best compression; the same for the same zlib.
  package static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var count = compressBound(uLong(bytes.count))
    var stream = [UInt8](repeating: 0, count: Int(count))
    let code = compress2(&stream, &count, bytes, uLong(bytes.count), Z_BEST_COMPRESSION)
    precondition(code == Z_OK, "zlib compresses into as many bytes as it asked for")
    return Array(stream.prefix(Int(count)))
  }

  /// The CRC-32 of the bytes, as gzip and PNG use it.
  package static func crc32(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: CZlib.crc32_z(0, bytes, bytes.count))
  }
}
