internal import CZlib
internal import Diagnostics

/// The members of a zip file, stored or deflated (PKWARE APPNOTE 6.3; no encryption, no files beyond 4 GB).
struct ZipArchive {
  struct Member {
    let name: String
    fileprivate let isDeflated: Bool
    fileprivate let compressedSize: Int
    /// Bytes of the content, as the directory says.
    let size: Int
    fileprivate let localHeader: Int
  }

  let members: [Member]
  private let bytes: [UInt8]
  private let file: String

  /// Reads the central directory.
  init(_ bytes: [UInt8], file: String) throws(UserError) {
    self.bytes = bytes
    self.file = file
    let endRecord = 22
    let candidates = stride(from: bytes.count - endRecord, through: max(0, bytes.count - endRecord - 65_535), by: -1)
    guard let end = candidates.first(where: { Self.number(bytes, $0, 4) == 0x0605_4B50 }) else {
      throw UserError.badArrayFile(file, found: "no zip directory", expected: "the whole .npz file")
    }
    var members: [Member] = []
    var position = Self.number(bytes, end + 16, 4)
    for _ in 0..<Self.number(bytes, end + 10, 2) {
      guard position + 46 <= bytes.count, Self.number(bytes, position, 4) == 0x0201_4B50 else {
        throw UserError.badArrayFile(file, found: "a damaged zip directory", expected: "the whole .npz file")
      }
      let nameLength = Self.number(bytes, position + 28, 2)
      let next =
        position + 46 + nameLength + Self.number(bytes, position + 30, 2) + Self.number(bytes, position + 32, 2)
      guard next <= bytes.count else {
        throw UserError.badArrayFile(file, found: "a damaged zip directory", expected: "the whole .npz file")
      }
      members.append(
        Member(
          name: String(decoding: bytes[position + 46..<position + 46 + nameLength], as: UTF8.self),
          isDeflated: Self.number(bytes, position + 10, 2) == 8,
          compressedSize: Self.number(bytes, position + 20, 4), size: Self.number(bytes, position + 24, 4),
          localHeader: Self.number(bytes, position + 42, 4)))
      position = next
    }
    self.members = members
  }

  /// The first `limit` bytes of a member's content.
  ///
  /// - Throws: `UserError` where it is damaged, or claims more bytes than deflate can make of those that are there.
  func content(of member: Member, atMost limit: Int) throws(UserError) -> ArraySlice<UInt8> {
    let header = member.localHeader
    guard header + 30 <= bytes.count, Self.number(bytes, header, 4) == 0x0403_4B50 else { throw damaged(member) }
    let start = header + 30 + Self.number(bytes, header + 26, 2) + Self.number(bytes, header + 28, 2)
    let end = start + member.compressedSize
    guard end <= bytes.count else { throw damaged(member) }
    let most = member.isDeflated ? member.compressedSize * InputFile.deflateRatio : member.compressedSize
    guard member.size <= most else {
      throw UserError.badArrayFile(
        file, found: "the member \(member.name) claims \(member.size) bytes, of \(member.compressedSize) in the file",
        expected: "the whole .npz file")
    }
    let count = min(limit, member.size)
    return member.isDeflated
      ? try inflated(bytes[start..<end], count: count, member)[...] : bytes[start..<start + count]
  }

  /// Inflates `count` bytes; where these are all, the data must end with them.
  private func inflated(
    _ compressed: ArraySlice<UInt8>, count: Int, _ member: Member
  ) throws(UserError) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw damaged(member)
    }
    defer { inflateEnd(&stream) }
    var input = Array(compressed)
    var output = [UInt8](repeating: 0, count: count)
    let isWhole = count == member.size
    let status = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return inflate(&stream, isWhole ? Z_FINISH : Z_SYNC_FLUSH)
      }
    }
    guard status == Z_STREAM_END || (!isWhole && status == Z_OK), Int(stream.total_out) == count else {
      throw damaged(member)
    }
    return output
  }

  private func damaged(_ member: Member) -> UserError {
    UserError.badArrayFile(file, found: "the member \(member.name) is damaged", expected: "the whole .npz file")
  }

  /// A little-endian number of `width` bytes; 0 beyond the end.
  private static func number(_ bytes: [UInt8], _ offset: Int, _ width: Int) -> Int {
    guard offset >= 0, offset + width <= bytes.count else { return 0 }
    return (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }
}
