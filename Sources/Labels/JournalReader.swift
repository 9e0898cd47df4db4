internal import Diagnostics
internal import Foundation

/// All finished jobs of a folder of journals.
package struct JournalContent: Sendable {
  package internal(set) var table: LossTable
  /// Why jobs failed: those without any outcome are tried again by the next run, those that lack one of a task are not.
  package internal(set) var failures: [Job: String] = [:]
  /// Seconds that the measured jobs took, all together, and their number: for estimates of the time left.
  package internal(set) var seconds = 0.0
  package internal(set) var measuredJobs = 0
  /// Lines that could not be read: a line torn by a killed writer costs its job, nothing more.
  package internal(set) var tornLines = 0
  /// Lines that another panel or protocol left in a journal of this one; they count for nothing.
  package internal(set) var foreignLines = 0
}

/// Reads every `journal-*.jsonl` in a folder and merges them; a job found twice counts once.
///
/// A folder that is not there is empty. Throws where a journal belongs to another panel or protocol, or is none.
package func readJournals(
  in folder: String, panelHash: String, protocolHash: String, taskCount: Int, blockWeights: BlockWeights? = nil
) throws -> JournalContent {
  var content = JournalContent(table: LossTable(taskCount: taskCount, blockWeights: blockWeights))
  let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasPrefix("journal-") && $0.hasSuffix(".jsonl") }.sorted()
  for file in files {
    let path = folder + "/" + file
    guard let data = FileManager.default.contents(atPath: path) else { throw UserError.cannotReadJournal(path) }
    try content.merge(
      data, path: path, expected: JournalHeader(panel: panelHash, protocol: protocolHash))
  }
  return content
}

extension JournalContent {
  fileprivate mutating func merge(_ data: Data, path: String, expected: JournalHeader) throws {
    let decoder = JSONDecoder()
    let mark = expected.mark
    try data.withUnsafeBytes { raw in
      let lines = raw.assumingMemoryBound(to: UInt8.self).split(separator: UInt8(ascii: "\n"))
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
    var plain = JournalLine(line)
    return plain.entry() ?? (try? decoder.decode(JournalEntry.self, from: Data(line)))
  }

  private func isPlausible(_ entry: JournalEntry) -> Bool {
    let range = 0..<table.taskCount
    guard !entry.tasks.isEmpty, entry.tasks.allSatisfy({ range.contains($0) }) else { return false }
    return entry.outcomes.map { $0.count == entry.tasks.count } ?? (entry.failure != nil)
  }

  mutating func take(_ entry: JournalEntry) {
    // A second result of the same job is ignored, unless the first one was of some tasks alone.
    if table.isComplete(entry.job) { return }
    if let outcomes = entry.outcomes {
      if table.outcomes[entry.job] == nil {
        measuredJobs += 1
        seconds += entry.seconds
      }
      table.record(entry.job, outcomes)
      failures[entry.job] = entry.failure
    } else if table.outcomes[entry.job] == nil {
      failures[entry.job] = entry.failure
    }
  }
}
