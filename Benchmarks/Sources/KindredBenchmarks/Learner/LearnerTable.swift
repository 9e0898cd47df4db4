import Foundation
import Tables

/// The lines that the `learner` benchmark has measured, in a CSV file that grows.
struct LearnerTable {
  struct Line {
    var panel: String
    var regime: String
    var kind: String
    var task: String
    var rows: Int
    var replicates: Int
    var loss: Double
    var nullLoss: Double
    /// Processor time of all jobs of the panel, regime and kind, and of the search before them.
    var seconds: Double
    var searchSeconds: Double
    /// What a search chose; empty without one.
    var chosen: String
  }

  private static let header = [
    "panel", "regime", "kind", "task", "rows", "replicates", "loss", "loss_null", "cpu_seconds", "search_cpu_seconds",
    "chosen",
  ]

  private let file: String
  private var lines: [Line] = []

  init(file: String) throws {
    self.file = file
    guard FileManager.default.fileExists(atPath: file) else { return }
    let table = try Table.read(file)
    let texts = try ["panel", "regime", "kind", "task", "chosen"].map { try table.texts($0) }
    let integers = try ["rows", "replicates"].map { try table.integers($0) }
    let numbers = try ["loss", "loss_null", "cpu_seconds", "search_cpu_seconds"].map { try table.numbers($0) }
    lines = (0..<table.rowCount).map { row in
      Line(
        panel: texts[0][row], regime: texts[1][row], kind: texts[2][row], task: texts[3][row], rows: integers[0][row],
        replicates: integers[1][row], loss: numbers[0][row], nullLoss: numbers[1][row], seconds: numbers[2][row],
        searchSeconds: numbers[3][row], chosen: texts[4][row])
    }
  }

  func holds(panel: String, regime: String) -> Bool { lines.contains { $0.panel == panel && $0.regime == regime } }

  mutating func append(_ more: [Line]) throws {
    lines += more
    var writer = CSVWriter(header: Self.header)
    for line in lines {
      writer.append([
        .text(line.panel), .text(line.regime), .text(line.kind), .text(line.task), .integer(line.rows),
        .integer(line.replicates), .number(line.loss), .number(line.nullLoss), .number(line.seconds),
        .number(line.searchSeconds), .text(line.chosen),
      ])
    }
    try writer.write(to: file)
  }

  /// Means over tasks, a line a panel, regime and kind.
  var summary: String {
    var groups: [(key: String, lines: [Line])] = []
    for line in lines {
      let key = "\(line.panel)\t\(line.regime)\t\(line.kind)"
      if groups.last?.key == key { groups[groups.count - 1].lines.append(line) } else { groups.append((key, [line])) }
    }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(values.count, 1)) }
    let rows = groups.map { group in
      group.key
        + String(
          format: "\t%d tasks\t%.4f\tmean %.4f\t%.1f s\tsearch %.1f s\t", group.lines.count,
          mean(group.lines.map(\.loss)), mean(group.lines.map(\.nullLoss)), group.lines[0].seconds,
          group.lines[0].searchSeconds) + group.lines[0].chosen
    }
    return rows.joined(separator: "\n")
  }
}
