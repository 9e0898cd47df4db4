internal import Diagnostics
internal import Foundation
internal import Statistics
internal import Synchronization

/// What one line of a journal says: a finished job.
package struct JournalEntry: Codable, Sendable {
  package var phase: Job.Phase
  /// nil for networks, which most lines tell of.
  package var learner: Job.Learner?
  package var tasks: [Int]
  package var replicate: Int
  /// One a task; nil for a task without one, and nil where no task has any.
  package var outcomes: [TaskOutcome?]?
  package var failure: String?
  package var epochs: Int
  package var seconds: Double
  /// Under which panel and protocol the job was measured, in short; nil in journals of old, whose header alone says it.
  package internal(set) var mark: String?

  package init(
    phase: Job.Phase, learner: Job.Learner? = nil, tasks: [Int], replicate: Int, outcomes: [TaskOutcome?]? = nil,
    failure: String? = nil, epochs: Int, seconds: Double
  ) {
    self.phase = phase
    self.learner = learner
    self.tasks = tasks
    self.replicate = replicate
    self.outcomes = outcomes
    self.failure = failure
    self.epochs = epochs
    self.seconds = seconds
  }

  package var job: Job { Job(tasks: tasks, replicate: replicate, phase: phase, learner: learner ?? .network) }
}

/// An append-only file of finished jobs, one JSON object a line.
///
/// Every line is written by a single `write`, so a killed writer leaves at most one torn line, at the end. It is ended
/// with a newline by the next writer and skipped by readers. Threads may append at the same time.
final class Journal: Sendable {
  private let descriptor: Mutex<CInt>
  private let path: String
  private let header: JournalHeader
  private let mark: String

  /// Opens or creates `path` for appending. Throws where its header is of another panel or protocol.
  init(path: String, header: JournalHeader) throws {
    self.path = path
    self.header = header
    mark = header.mark
    let opened = try JournalOpening(path: path, header: header).descriptor()
    descriptor = Mutex(opened)
    let size = lseek(opened, 0, SEEK_END)
    var last: UInt8 = 0
    if pread(opened, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") { try write([UInt8(ascii: "\n")]) }
  }

  deinit { _ = descriptor.withLock { close($0) } }

  /// Adds one line, with the mark of the journal's protocol.
  func append(_ entry: JournalEntry) throws {
    var entry = entry
    entry.mark = mark
    try write(journalLine(entry))
  }

  /// Removes the file if nothing but its header was ever written.
  func withdraw() {
    guard let header = try? journalLine(header) else { return }
    descriptor.withLock { if lseek($0, 0, SEEK_END) == header.count { unlink(path) } }
  }

  /// Waits until the disk has every line; a file that cannot be synchronised is left as it is.
  func synchronise() { _ = descriptor.withLock { fsync($0) } }

  private func write(_ bytes: [UInt8]) throws {
    let written = descriptor.withLock { Foundation.write($0, bytes, bytes.count) }
    guard written == bytes.count else {
      throw UserError.cannotWriteJournal(path, reason: written < 0 ? String(cString: strerror(errno)) : "disk full")
    }
  }
}

/// A line as a journal holds it, with its newline.
func journalLine(_ value: some Encodable) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
}
