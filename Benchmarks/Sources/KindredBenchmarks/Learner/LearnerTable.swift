import Foundation

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
    let text = try String(contentsOfFile: file, encoding: .utf8)
    lines = try text.split(separator: "\n").dropFirst().map { row in
      let cells = Self.cells(of: row)
      guard cells.count == Self.header.count, let rows = Int(cells[4]), let replicates = Int(cells[5]),
        let loss = Double(cells[6]), let nullLoss = Double(cells[7]), let seconds = Double(cells[8]),
        let searchSeconds = Double(cells[9])
      else { throw CocoaError(.fileReadCorruptFile, userInfo: [NSFilePathErrorKey: file]) }
      return Line(
        panel: cells[0], regime: cells[1], kind: cells[2], task: cells[3], rows: rows, replicates: replicates,
        loss: loss, nullLoss: nullLoss, seconds: seconds, searchSeconds: searchSeconds, chosen: cells[10])
    }
  }

  /// The cells of a line, with or without quotes.
  private static func cells(of line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    var last: Character = ","
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        if isQuoted, last == "\"" { cells[cells.count - 1].append(character) }
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      last = character
    }
    return cells
  }

  private static func quoted(_ text: String) -> String {
    text.contains { ",\"\n".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  func holds(panel: String, regime: String) -> Bool { lines.contains { $0.panel == panel && $0.regime == regime } }

  mutating func append(_ more: [Line]) throws {
    lines += more
    let rows = lines.map { line in
      let cells = [
        line.panel, line.regime, line.kind, line.task, "\(line.rows)", "\(line.replicates)", "\(line.loss)",
        "\(line.nullLoss)", "\(line.seconds)", "\(line.searchSeconds)", line.chosen,
      ]
      return cells.map(Self.quoted).joined(separator: ",")
    }
    let text = ([Self.header.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
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
