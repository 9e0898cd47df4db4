internal import Diagnostics
package import Grouping
package import Labels
package import Panels
package import Tables

/// The table that another program trains one network of a plan on: the rows that have a label of one of its tasks, and a
/// column that splits them.
///
/// A trainer that gets the whole panel may meet a batch without any label, and divide by nothing.
package struct TrainingTable: Sendable {
  /// `group-1`, or `alone-3` for the third task by itself.
  package let name: String
  /// The tasks, by their index in the panel.
  package let members: [Int]
  /// What the columns of molecules and of tasks are called: as in the panel, unless a command would take that for an option.
  package let moleculeColumns: [String]
  package let taskColumns: [String]
  /// Why the training may not do what is expected of it.
  package let warnings: [String]
  private let rows: [Row]

  private struct Row: Sendable {
    let molecules: [String]
    let targets: [Double?]
    let split: String
  }

  /// Rows a step of the trainers that the report names.
  private static let batch = 64

  /// What the column is called that says train, val or test.
  package static let splitColumn = "split"

  /// The tables of a plan's networks, groups first.
  package static func all(
    of plan: GroupPlan, panel: Panel, molecules: PanelMolecules, splits: ReplicateSplits
  ) -> [TrainingTable] {
    let groups = plan.groups.enumerated().map { ("group-\($0 + 1)", $1) }
    let alone = plan.served.indices.filter { plan.served[$0] == nil }.map { ("alone-\($0 + 1)", [$0]) }
    let roles = splits.roleNames(of: panel)
    return (groups + alone).map {
      TrainingTable(name: $0, members: $1, panel: panel, molecules: molecules.columns, splits: roles)
    }
  }

  private init(name: String, members: [Int], panel: Panel, molecules: [PanelMolecules.Column], splits: [String]) {
    self.name = name
    self.members = members
    var taken: Set<String> = [Self.splitColumn]
    moleculeColumns = molecules.map { Self.safe($0.name, &taken) }
    taskColumns = members.map { Self.safe(panel.tasks[$0].name, &taken) }
    var targets: [Int: [Double?]] = [:]
    for (place, task) in members.enumerated() {
      for (row, target) in zip(panel.tasks[task].rows, panel.tasks[task].targets) {
        targets[row, default: [Double?](repeating: nil, count: members.count)][place] = target
      }
    }
    rows = targets.sorted { $0.key < $1.key }.map { row, targets in
      Row(molecules: molecules.map { $0.texts[row] }, targets: targets, split: splits[row])
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
    let training = rows.filter { $0.split == "train" }
    return tasks.enumerated().compactMap { place, name in
      let labels = training.count { $0.targets[place] != nil }
      guard labels * batch < training.count else { return nil }
      return "\(UserError.shown(name)) has a label in \(labels) of \(training.count) training rows, less than one in a "
        + "batch of \(batch): most steps will not train it"
    }
  }

  /// Molecules, tasks (empty where there is no label), and `split`: train, val or test.
  package func csv() -> CSVWriter {
    var writer = CSVWriter(header: moleculeColumns + taskColumns + [Self.splitColumn])
    for row in rows {
      writer.append(row.molecules.map { .text($0) } + row.targets.map { .number($0) } + [.text(row.split)])
    }
    return writer
  }
}

extension ReplicateSplits {
  /// What another trainer may use each row for: the rows that only `verify` sees, or else a fold, to test; a fold to stop
  /// by; the others to train. Given splits stay as they are.
  fileprivate func roleNames(of panel: Panel) -> [String] {
    if let given = panel.givenSplits {
      return given.map { $0 == .train ? "train" : $0 == .validation ? "val" : "test" }
    }
    let folds = foldOfRow(replicate: 0)
    let testFold: Int8 = isVerification.contains(true) ? -1 : 1
    return folds.map { $0 == testFold ? "test" : $0 == 0 ? "val" : "train" }
  }
}
