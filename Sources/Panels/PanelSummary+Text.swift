internal import Diagnostics
internal import RealModule

extension PanelSummary {
  /// Tasks that a rendering lists before it abbreviates.
  static let listedTasks = 40

  /// The summary for people: the panel, a table of its tasks (long panels abbreviated), overlaps, warnings.
  public var text: String {
    var lines = header
    lines.append("")
    lines.append(contentsOf: taskTable)
    lines.append("")
    lines.append(contentsOf: overlapTable)
    if !warnings.isEmpty {
      lines.append("")
      lines.append("Warnings")
      lines.append(contentsOf: warnings.map { "  - \($0.message)" })
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var header: [String] {
    let kinds = TaskKind.allCases.compactMap { kind -> String? in
      let count = tasks.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    let storage = density.map { "0/1, \(Self.percent($0)) ones" } ?? "scaled"
    var lines =
      files.isEmpty ? [] : ["Panel     \(files.map { UserError.shown($0, limit: 1000) }.joined(separator: ", "))"]
    lines += [
      "Layout    \(layout.rawValue), \(rows) rows" + (entities == rows ? "" : " of \(entities) entities"),
      "Features  \(features.count) (\(storage)): \(UserError.abbreviatedList(features, limit: 8))",
      "Tasks     \(tasks.count): \(kinds.joined(separator: ", "))",
    ]
    if let molecules { lines += molecules.lines }
    if let repeated {
      lines.append("Repeats   \(repeated.pairs) of a task on one thing, \(repeated.disagreeing) with another result")
    }
    if let givenSplits {
      let counts = givenSplits.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      lines.append("Splits    \(counts.joined(separator: ", "))")
    }
    return lines
  }

  private var taskTable: [String] {
    let shown = tasks.count <= Self.listedTasks ? tasks : Array(tasks.prefix(Self.listedTasks - 5))
    var table = TextTable(["task", "kind", "rows", "missing", "positives", "mean", "sd"], leftAligned: 2)
    for task in shown {
      let positives = task.positives.map { "\($0) (\(Self.percent(Double($0) / Double(max(1, task.rows)))))" }
      table.append([
        UserError.shown(task.task), task.kind.rawValue, "\(task.rows)", "\(task.missing)", positives ?? "",
        Self.short(task.mean),
        Self.short(task.sd),
      ])
    }
    guard shown.count < tasks.count else { return table.lines }
    let rest = tasks.dropFirst(shown.count).map(\.rows)
    let range = "\(rest.min() ?? 0) to \(rest.max() ?? 0) rows"
    return table.lines + ["... and \(rest.count) more tasks of \(range)"]
  }

  private var overlapTable: [String] {
    guard overlapIsKnown else { return ["Overlap   not known: nothing says which rows are the same sample"] }
    var table = TextTable(
      ["overlap of \(overlap.pairs) pairs", "< 30 %", "30-40 %", "> 40 %", "min", "median", "max"], leftAligned: 1)
    let rows: [(String, OverlapRegimes.Shares, OverlapRegimes.Spread)] = [
      ("Jaccard", overlap.jaccard, overlap.jaccardSpread),
      ("share of the smaller task", overlap.containmentOfSmaller, overlap.containmentOfSmallerSpread),
      ("share of the larger task", overlap.containmentOfLarger, overlap.containmentOfLargerSpread),
    ]
    for (name, shares, spread) in rows {
      table.append(
        [name] + [shares.below30, shares.from30to40, shares.above40].map(Self.percent)
          + [spread.minimum, spread.median, spread.maximum].map { Self.fixed($0, digits: 3) })
    }
    let shared = overlap.sharedRows
    table.append(
      ["shared rows", "", "", ""] + [shared.minimum, shared.median, shared.maximum].map { Self.fixed($0, digits: 0) })
    return table.lines
  }

  static func percent(_ share: Double) -> String { fixed(100 * share, digits: 1) + " %" }

  /// A number with a fixed count of decimals, halves away from zero.
  static func fixed(_ value: Double, digits: Int) -> String {
    let unit = (0..<digits).reduce(1) { power, _ in power * 10 }
    let scaled = Int((abs(value) * Double(unit)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let fraction = digits == 0 ? "" : "." + String(String(unit + scaled % unit).dropFirst())
    return "\(sign)\(scaled / unit)\(fraction)"
  }

  /// About four significant digits.
  private static func short(_ value: Double) -> String {
    let magnitude = abs(value)
    guard magnitude > 0 else { return "0" }
    if magnitude >= 1000 && magnitude < 1e6 { return fixed(value, digits: 0) }
    if magnitude >= 1e-3 && magnitude < 1e6 { return fixed(value, digits: magnitude >= 10 ? 2 : 4) }
    let exponent = Int(Double.log10(magnitude).rounded(.down))
    return fixed(value / Double.pow(10, exponent), digits: 2) + "e\(exponent)"
  }
}
