internal import Diagnostics
internal import Panels
package import Tables

/// The table that another program trains one network on: the rows that have a label of one of its tasks, and a column that
/// splits them.
///
/// A trainer that gets the whole panel may meet a batch without any label, and divide by nothing.
package struct TrainingTable: Sendable {
  /// `group-1`, or `alone-3` for the third task by itself.
  package let name: String
  /// The tasks, by their index in the panel.
  package let members: [Int]
  /// What the columns of molecules and of tasks are called: as in the panel, unless a command would take that for an option or
  /// another column has that name.
  package let moleculeColumns: [String]
  package let taskColumns: [String]
  /// Why the training may not do what is expected of it.
  package let warnings: [String]
  package let rows: [Row]
  private let source: TrainingSource
  private let header: [String]

  /// A row of the table.
  package struct Row: Sendable {
    /// In the panel.
    package let row: Int
    /// One a task; nil where it has no label or nobody may see it.
    package let targets: [Double?]
    /// One a task, as `LearningTask.sides`; empty where no task has any.
    package let sides: [Int8]
    package let role: RowRole
  }

  /// Whether some targets are bounds.
  package var hasBounds: Bool { rows.contains { !$0.sides.isEmpty } }
  /// Whether a column says what each row weighs.
  var hasWeights: Bool { source.weights != nil }

  /// Rows a step of the trainers that the report names.
  private static let batch = 64

  /// What the column is called that says train, val or test.
  package static let splitColumn = "split"
  /// What the column of the rows' numbers is called, and that of their weights.
  package static let idColumn = "id"
  package static let weightColumn = "weight"

  /// - Parameters:
  ///   - role: what a row of the panel is for; nil for one that is left out.
  ///   - hidesTests: whether the targets of test rows are left empty.
  package init(
    name: String, members: [Int], source: TrainingSource, hidesTests: Bool = false, role: (Int) -> RowRole?
  ) {
    self.name = name
    self.members = members
    self.source = source
    let panel = source.panel
    var taken: Set<String> = [Self.splitColumn]
    if source.isWhole { taken.insert(Self.idColumn) }
    if source.weights != nil { taken.insert(Self.weightColumn) }
    moleculeColumns = source.molecules.columns.map { Self.safe($0.name, &taken) }
    let featureColumns = source.featureNames.map { Self.safe($0, &taken) }
    taskColumns = members.map { Self.safe(panel.tasks[$0].name, &taken) }
    header =
      (source.isWhole ? [Self.idColumn] : []) + moleculeColumns + featureColumns + taskColumns
      + (source.weights == nil ? [] : [Self.weightColumn]) + [Self.splitColumn]
    let hasBounds = members.contains { panel.tasks[$0].sides != nil }
    var targets: [Int: [Double?]] = [:]
    var sides: [Int: [Int8]] = [:]
    for (place, task) in members.map({ panel.tasks[$0] }).enumerated() {
      for (position, row) in task.rows.enumerated() {
        targets[row, default: [Double?](repeating: nil, count: members.count)][place] = task.targets[position]
        guard hasBounds else { continue }
        sides[row, default: [Int8](repeating: 0, count: members.count)][place] = task.sides?[position] ?? 0
      }
    }
    rows = targets.sorted { $0.key < $1.key }.compactMap { row, targets in
      role(row).map { role in
        Row(
          row: row, targets: hidesTests && role == .test ? targets.map { _ in nil } : targets, sides: sides[row] ?? [],
          role: role)
      }
    }
    warnings = Self.warnings(rows, tasks: members.map { panel.tasks[$0].name })
  }

  /// A name that no other column has and that does not begin with a hyphen.
  private static func safe(_ name: String, _ taken: inout Set<String>) -> String {
    var safe = name.hasPrefix("-") ? "column " + name : name
    while !taken.insert(safe).inserted { safe = "column " + safe }
    return safe
  }

  private static func warnings(_ rows: [Row], tasks: [String]) -> [String] {
    let training = rows.filter { $0.role == .train }
    return tasks.enumerated().compactMap { place, name in
      let labels = training.count { $0.targets[place] != nil }
      guard labels * batch < training.count else { return nil }
      return "\(UserError.shown(name)) has a label in \(labels) of \(training.count) training rows, less than one in a "
        + "batch of \(batch): most steps will not train it"
    }
  }

  /// What the source tells of each row, tasks (empty where there is no label), its weight where rows have one, and `split`:
  /// train, val or test.
  ///
  /// - Parameter signs: whether bounds are written with their sign, as chemprop reads them (`>5.2`); else as numbers.
  package func csv(signs: Bool = false) -> CSVWriter {
    var writer = CSVWriter(header: header)
    for row in rows {
      var cells = row.targets.enumerated().map { place, target in
        let side = signs && !row.sides.isEmpty ? row.sides[place] : 0
        guard let target, side != 0 else { return CSVCell.number(target) }
        return .text((side > 0 ? ">" : "<") + shortestText(target))
      }
      if let weights = source.weights { cells.append(.single(weights[row.row])) }
      writer.append(source.cells(before: row.row), followedBy: cells + [.text(row.role.name)])
    }
    return writer
  }
}

extension RowRole {
  /// As chemprop spells it.
  package var name: String {
    switch self {
    case .train: "train"
    case .validation: "val"
    case .test: "test"
    }
  }
}
