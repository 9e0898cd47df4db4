internal import CZlib
internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file read in chunks; gzip is taken apart on the way, whatever the name is.
package struct InputFile: ~Copyable {
  let path: String
  private let handle: gzFile

  /// Opens `path`; throws where it is missing, a folder, or not readable.
  init(_ path: String) throws(UserError) {
    try Self.requireFile(path)
    try SpentPipes.note(path)
    guard let handle = gzopen(path, "rb") else {
      throw UserError.unreadableFile(path, reason: String(cString: strerror(errno)))
    }
    gzbuffer(handle, 1 << 18)
    self.path = path
    self.handle = handle
  }

  deinit { gzclose_r(handle) }

  /// Throws where `path` is missing or a folder.
  static func requireFile(_ path: String) throws(UserError) {
    var information = stat()
    guard stat(path, &information) == 0 else {
      let reason = errno
      if reason == ENOENT || reason == ENOTDIR { throw UserError.missingFile(path) }
      throw UserError.unreadableFile(path, reason: String(cString: strerror(reason)))
    }
    if information.st_mode & S_IFMT == S_IFDIR { throw UserError.folderInsteadOfFile(path) }
  }

  /// Whether `path` is a pipe, which can be read once.
  package static func isPipe(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFIFO
  }

  /// Fills `buffer` from its start and returns how many bytes were read; 0 at the end.
  ///
  /// `line` is where the reader stands, for the message about damaged data.
  func read(into buffer: UnsafeMutableRawBufferPointer, line: Int) throws(UserError) -> Int {
    let count = gzread(handle, buffer.baseAddress, UInt32(buffer.count))
    var code: CInt = Z_OK
    let message = gzerror(handle, &code)
    if count < 0 || (count == 0 && code == Z_BUF_ERROR) {
      let reason =
        code == Z_ERRNO
        ? String(cString: strerror(errno))
        : code == Z_BUF_ERROR ? "unexpected end" : message.map(Self.lastPart) ?? "zlib"
      if code == Z_ERRNO { throw UserError.unreadableFile(path, reason: reason) }
      throw UserError.damagedGzip(path, line: line, reason: reason)
    }
    if count > 0, path.hasSuffix(".gz"), gzdirect(handle) != 0 { throw UserError.notGzip(path) }
    return Int(count)
  }

  /// The next `limit` bytes, or those that are left.
  func bytes(atMost limit: Int) throws(UserError) -> [UInt8] {
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: min(limit, 1 << 20), alignment: 16)
    defer { chunk.deallocate() }
    while bytes.count < limit {
      let count = try read(
        into: UnsafeMutableRawBufferPointer(rebasing: chunk[..<min(chunk.count, limit - bytes.count)]), line: 1)
      if count == 0 { break }
      bytes.append(contentsOf: chunk[0..<count])
    }
    return bytes
  }

  /// Bytes on the disk; nil for what has no size (a pipe).
  var size: Int? {
    var information = stat()
    guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(information.st_size)
  }

  /// The most bytes that can be read: its size, or what deflate can make of that; nil where it has no size.
  var mostBytes: Int? { size.map { gzdirect(handle) != 0 ? $0 : $0 * Self.deflateRatio } }

  /// Deflate makes at most 1032 bytes of one (258 of two bits, zlib's technical notes).
  static let deflateRatio = 1032

  /// zlib puts the path before its message.
  private static func lastPart(_ message: UnsafePointer<CChar>) -> String {
    let text = String(cString: message)
    return text.split(separator: ":").last.map { String($0.drop { $0 == " " }) } ?? text
  }
}
