package import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Writes a file so that readers see the old content or the new, never a part.
///
/// The bytes go to a new file in the same folder, are synchronised to the disk, and the file is renamed over the old one.
/// A link is followed; what is no regular file (a pipe, `/dev/stdout`) is written to directly.
package enum AtomicFile {
  /// Replaces the content of `path`.
  ///
  /// - Throws: `UserError` with exit code 73 where the folder is missing or read-only or the disk is full; nothing is
  ///   left behind.
  package static func write(_ bytes: [UInt8], to path: String) throws(UserError) {
    var information = stat()
    let exists = stat(path, &information) == 0
    if exists, information.st_mode & S_IFMT == S_IFDIR {
      throw UserError.cannotWrite(path, reason: "this is a folder")
    }
    if exists, information.st_mode & S_IFMT != S_IFREG {
      try fill(path, options: O_WRONLY, bytes, reportedAs: path)
      return
    }
    let target = exists ? resolved(path) : path
    let aside = PartFile.path(for: target)
    do throws(UserError) {
      try fill(aside, options: O_WRONLY | O_CREAT | O_EXCL, bytes, reportedAs: path)
      guard rename(aside, target) == 0 else { throw failure(path) }
    } catch {
      unlink(aside)
      throw error
    }
    synchroniseFolder(of: target)
  }

  /// Replaces the content of `path` by parts that are made one after the other, so that never more than one is in memory;
  /// the file appears when the last is written.
  ///
  /// - Parameter next: the next part; nil at the end.
  public static func write(to path: String, parts next: () -> [UInt8]?) throws(UserError) {
    var information = stat()
    let exists = stat(path, &information) == 0
    guard !exists || information.st_mode & S_IFMT == S_IFREG else {
      var whole: [UInt8] = []
      while let part = next() { whole += part }
      return try write(whole, to: path)
    }
    let target = exists ? resolved(path) : path
    let aside = PartFile.path(for: target)
    do throws(UserError) {
      try fill(aside, options: O_WRONLY | O_CREAT | O_EXCL, [], reportedAs: path)
      while let part = next() {
        try fill(aside, options: O_WRONLY | O_APPEND, part, synchronises: false, reportedAs: path)
      }
      try fill(aside, options: O_WRONLY | O_APPEND, [], reportedAs: path)
      guard rename(aside, target) == 0 else { throw failure(path) }
    } catch {
      unlink(aside)
      throw error
    }
    synchroniseFolder(of: target)
  }

  /// Replaces the content of `path` by UTF-8 text.
  package static func write(_ text: String, to path: String) throws(UserError) {
    try write(Array(text.utf8), to: path)
  }

  /// The same where the content is not `text` already; so what has not changed can lie on a read-only disk.
  package static func update(_ text: String, at path: String) throws(UserError) {
    if let handle = fopen(path, "rb") {
      defer { fclose(handle) }
      let expected = Array(text.utf8)
      var found = [UInt8](repeating: 0, count: expected.count + 1)
      if fread(&found, 1, found.count, handle) == expected.count, found.dropLast() == expected[...] { return }
    }
    try write(text, to: path)
  }

  private static func fill(
    _ file: String, options: CInt, _ bytes: [UInt8], synchronises: Bool = true, reportedAs path: String
  ) throws(UserError) {
    let descriptor = open(file, options, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { unsafeBytes in
        systemWrite(descriptor, unsafeBytes.baseAddress! + written, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let error = failure(path)
        close(descriptor)
        throw error
      }
      written += count
    }
    let isSynchronised = !synchronises || fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS
    let error = failure(path)
    guard close(descriptor) == 0, isSynchronised else { throw error }
  }

  /// The file that a chain of links ends in.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes the rename itself last; a folder that cannot be synchronised is no reason to fail.
  private static func synchroniseFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func failure(_ path: String) -> UserError {
    UserError.cannotWrite(path, reason: String(cString: strerror(errno)))
  }
}

/// `write` of the C library, whose name `AtomicFile.write` hides.
private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
