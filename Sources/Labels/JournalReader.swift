internal import Diagnostics
internal import Foundation

/// All finished jobs of a folder of journals.
package struct JournalContent: JournalSink, Sendable {
  package internal(set) var table: LossTable
  /// Why jobs failed, wholly or for one of their tasks.
  package internal(set) var failures: [Job: String] = [:]
  /// Seconds that the measured jobs of networks took, all together, and their number: for estimates of the time left.
  package internal(set) var seconds = 0.0
  package internal(set) var measuredJobs = 0
  /// Lines that could not be read: a line torn by a killed writer costs its job, nothing more.
  package internal(set) var tornLines = 0
  /// Lines that another panel or protocol left in a journal of this one; they count for nothing.
  package internal(set) var foreignLines = 0

  static var keepsOutcomes: Bool { true }
  var taskCount: Int { table.taskCount }

  func completeness(of job: Job) -> Bool? { table.outcomes[job]?.allSatisfy { $0 != nil } }

  mutating func record(_ job: Job, _ outcomes: [TaskOutcome?]) { table.record(job, outcomes) }
}

/// Reads every `journal-*.jsonl` in a folder and merges them; a job found twice counts once.
///
/// A folder that is not there is empty. Throws where a journal belongs to another panel or protocol, or is none.
package func readJournals(
  in folder: String, panelHash: String, protocolHash: String, taskCount: Int, blockWeights: BlockWeights? = nil
) throws -> JournalContent {
  var content = JournalContent(table: LossTable(taskCount: taskCount, blockWeights: blockWeights))
  try content.read(folder, expected: JournalHeader(panel: panelHash, protocol: protocolHash))
  return content
}

extension JournalSink {
  /// Merges every `journal-*.jsonl` of a folder.
  mutating func read(_ folder: String, expected: JournalHeader) throws {
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasPrefix("journal-") && $0.hasSuffix(".jsonl") }.sorted()
    for file in files {
      let path = folder + "/" + file
      guard let data = FileManager.default.contents(atPath: path) else { throw UserError.cannotReadJournal(path) }
      try merge(data, path: path, expected: expected)
    }
  }

  private mutating func merge(_ data: Data, path: String, expected: JournalHeader) throws {
    let decoder = JSONDecoder()
    let mark = expected.mark
    try data.withUnsafeBytes { raw in
      let lines = raw.assumingMemoryBound(to: UInt8.self).split(separator: UInt8(ascii: "\n"))
      reserve(lines.count)
      for (number, line) in lines.enumerated() {
        if number == 0 {
          guard let header = try? decoder.decode(JournalHeader.self, from: Data(line)) else {
            // A header torn by a crash, before anything was measured.
            guard lines.count == 1 else { throw UserError.notAJournal(path) }
            tornLines += 1
            return
          }
          try header.check(against: expected, path: path)
        } else if let entry = Self.entry(UnsafeBufferPointer(rebasing: line), decoder), isPlausible(entry) {
          if entry.mark.map({ $0 == mark }) ?? true { take(entry) } else { foreignLines += 1 }
        } else {
          tornLines += 1
        }
      }
    }
  }

  private static func entry(_ line: UnsafeBufferPointer<UInt8>, _ decoder: JSONDecoder) -> JournalEntry? {
    var plain = JournalLine(line, keepsOutcomes: keepsOutcomes)
    return plain.entry() ?? (try? decoder.decode(JournalEntry.self, from: Data(line)))
  }

  private func isPlausible(_ entry: JournalEntry) -> Bool {
    let range = 0..<taskCount
    guard !entry.tasks.isEmpty, entry.tasks.allSatisfy({ range.contains($0) }) else { return false }
    return entry.outcomes.map { $0.count == entry.tasks.count } ?? (entry.failure != nil)
  }
}
