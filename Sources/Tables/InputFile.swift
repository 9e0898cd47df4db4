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
struct InputFile: ~Copyable {
  let path: String
  private let handle: gzFile

  /// Opens `path`; throws where it is missing, a folder, or not readable.
  init(_ path: String) throws(UserError) {
    try Self.requireFile(path)
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

  /// The whole content.
  static func contents(of path: String) throws(UserError) -> [UInt8] {
    let file = try InputFile(path)
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = try file.read(into: chunk, line: 1)
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[0..<count])
    }
  }

  /// zlib puts the path before its message.
  private static func lastPart(_ message: UnsafePointer<CChar>) -> String {
    let text = String(cString: message)
    return text.split(separator: ":").last.map { String($0.drop { $0 == " " }) } ?? text
  }
}
