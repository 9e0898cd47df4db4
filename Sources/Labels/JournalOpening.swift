internal import Diagnostics
internal import Foundation
internal import Tables

/// Opens a journal for appending, so that it has one whole header whoever else opens it at the same moment, also over NFS.
///
/// A new journal is written aside and given its name by `link`, which only one of several processes can do; everybody then
/// reads the header of the file that is open. A header that a crash or a full disk tore, with nothing behind it, is replaced
/// by one process at a time.
struct JournalOpening {
  let path: String
  let header: JournalHeader

  /// How long an unfinished header may be somebody's who is writing it.
  private static let patience: TimeInterval = 2

  private enum State {
    case absent, torn
    case whole(CInt)
  }

  /// A descriptor that appends; throws where the header is of another panel or protocol, or is none.
  func descriptor() throws -> CInt {
    let deadline = Date() + 60
    while Date() < deadline {
      switch try state() {
      case .whole(let descriptor): return descriptor
      case .absent: try create(path, holding: journalLine(header))
      case .torn: try mend()
      }
    }
    throw UserError.cannotWriteJournal(path, reason: "another process holds \(lock)")
  }

  /// What the file is; open where it is a journal of this protocol.
  private func state() throws -> State {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT { return .absent }
    guard descriptor >= 0 else { throw failure() }
    var isKept = false
    defer { if !isKept { close(descriptor) } }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw failure() }
    let line = bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }
    guard let found = try? JSONDecoder().decode(JournalHeader.self, from: Data(line)) else {
      guard line.count >= count - 1, count < bytes.count else { throw UserError.notAJournal(path) }
      return .torn
    }
    try found.check(against: header, path: path)
    isKept = true
    return .whole(descriptor)
  }

  // MARK: Writing a header

  /// Makes a file with its content at once; leaves one alone that is there.
  private func create(_ path: String, holding bytes: [UInt8]) throws {
    let aside = PartFile.path(for: path)
    try fill(aside, bytes)
    defer { unlink(aside) }
    guard link(aside, path) != 0, errno != EEXIST else { return }
    // Over NFS an answer can be lost, and some file systems have no links.
    var information = stat()
    if stat(aside, &information) == 0, information.st_nlink == 2 { return }
    do { try fill(path, bytes) } catch { guard access(path, F_OK) == 0 else { throw error } }
  }

  private func fill(_ file: String, _ bytes: [UInt8]) throws {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure() }
    let isWritten = write(descriptor, bytes, bytes.count) == bytes.count && (fsync(descriptor) == 0 || errno == EINVAL)
    let error = failure()
    close(descriptor)
    guard isWritten else {
      unlink(file)
      throw error
    }
  }

  private var lock: String { path + ".lock" }

  /// Removes a torn header, if it still is one, under a lock that is broken where its owner is gone.
  private func mend() throws {
    guard age(of: path) > Self.patience else { return pause() }
    let mine = Array("\(ProcessInfo.processInfo.hostName) \(getpid()) \(UInt64.random(in: .min ... .max))".utf8)
    try create(lock, holding: mine)
    guard FileManager.default.contents(atPath: lock).map({ Array($0) }) == mine else {
      if age(of: lock) > 30 { unlink(lock) }
      return pause()
    }
    defer { unlink(lock) }
    if case .whole(let descriptor) = try state() {
      close(descriptor)
    } else if age(of: path) > Self.patience {
      unlink(path)
    }
  }

  private func pause() { usleep(50_000) }

  /// Seconds since a file was last written; 0 where it is gone.
  private func age(of file: String) -> TimeInterval {
    var information = stat()
    guard stat(file, &information) == 0 else { return 0 }
    return Date().timeIntervalSince1970 - Double(information.st_mtim.tv_sec)
  }

  private func failure() -> UserError { UserError.cannotWriteJournal(path, reason: String(cString: strerror(errno))) }
}

extension JournalHeader {
  /// Throws where a journal with this header must not be read or written by who expects another.
  func check(against expected: JournalHeader, path: String) throws {
    guard !isNewer else { throw UserError.newerFormat(path, found: format ?? 1, known: Self.currentFormat) }
    guard agrees(with: expected) else { throw UserError.foreignJournal(path) }
  }
}
