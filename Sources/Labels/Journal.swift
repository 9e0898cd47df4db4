internal import Diagnostics
internal import Foundation
internal import Statistics
internal import Synchronization

/// What one line of a journal says: a finished job.
package struct JournalEntry: Codable, Sendable {
  package var phase: Job.Phase
  package var tasks: [Int]
  package var replicate: Int
  package var outcomes: [TaskOutcome]?
  package var failure: String?
  package var epochs: Int
  package var seconds: Double

  package init(
    phase: Job.Phase, tasks: [Int], replicate: Int, outcomes: [TaskOutcome]? = nil, failure: String? = nil, epochs: Int,
    seconds: Double
  ) {
    self.phase = phase
    self.tasks = tasks
    self.replicate = replicate
    self.outcomes = outcomes
    self.failure = failure
    self.epochs = epochs
    self.seconds = seconds
  }

  package var job: Job { Job(tasks: tasks, replicate: replicate, phase: phase) }
}

/// The first line of a journal: whose measurements follow.
struct JournalHeader: Codable, Equatable {
  var panel: String
  var `protocol`: String
}

/// An append-only file of finished jobs, one JSON object a line; one writer a file.
///
/// Every line is written by a single `write`, so a killed writer leaves at most one torn line, at the end. It is ended
/// with a newline by the next writer and skipped by readers. Threads may append at the same time.
final class Journal: Sendable {
  private let descriptor: Mutex<CInt>
  private let path: String

  /// Opens or creates `path` for appending, with a header where it is new.
  init(path: String, header: JournalHeader) throws {
    self.path = path
    let opened = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard opened >= 0 else { throw UserError.cannotWriteJournal(path, reason: String(cString: strerror(errno))) }
    descriptor = Mutex(opened)
    let size = lseek(opened, 0, SEEK_END)
    if size == 0 {
      try append(header)
    } else {
      var last: UInt8 = 0
      if pread(opened, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") { try write([UInt8(ascii: "\n")]) }
    }
  }

  deinit { _ = descriptor.withLock { close($0) } }

  /// Adds one line.
  func append(_ entry: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write(Array(encoder.encode(entry)) + [UInt8(ascii: "\n")])
  }

  private func write(_ bytes: [UInt8]) throws {
    let written = descriptor.withLock { Foundation.write($0, bytes, bytes.count) }
    guard written == bytes.count else {
      throw UserError.cannotWriteJournal(path, reason: written < 0 ? String(cString: strerror(errno)) : "disk full")
    }
  }
}
