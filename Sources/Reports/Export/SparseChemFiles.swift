package import Panels
internal import Tables
package import Trainers

/// A plan's networks as SparseChem's task weights: for each network and kind of task a table of `task_id`, `training_weight` and
/// `aggregation_weight`, 1 for the tasks that it trains and 0 for the others; `tasks.csv` says which task has which id.
package struct SparseChemFiles: Sendable {
  let tasks: [LearningTask]
  let tables: [TrainingTable]

  package init(tasks: [LearningTask], tables: [TrainingTable]) {
    self.tasks = tasks
    self.tables = tables
  }

  /// What SparseChem calls the kinds.
  private static let kinds: [(kind: TaskKind, name: String)] = [(.classification, "class"), (.regression, "regr")]

  package func files() -> [ExportedFile] {
    var names = CSVWriter(header: ["kind", "task_id", "task"])
    for (kind, name) in Self.kinds {
      for (id, task) in tasks.filter({ $0.kind == kind }).enumerated() {
        names.append([.text(name), .integer(id), .text(task.name)])
      }
    }
    let weights = tables.flatMap { table in
      Self.kinds.compactMap { kind, name in
        table.members.contains { tasks[$0].kind == kind }
          ? ExportedFile("\(table.name)/weights_\(name).csv", self.weights(of: table, kind: kind)) : nil
      }
    }
    return [ExportedFile("tasks.csv", names.bytes)] + weights
  }

  private func weights(of table: TrainingTable, kind: TaskKind) -> [UInt8] {
    var writer = CSVWriter(header: ["task_id", "training_weight", "aggregation_weight"])
    for (id, task) in tasks.indices.filter({ tasks[$0].kind == kind }).enumerated() {
      let weight = table.members.contains(task) ? 1 : 0
      writer.append([.integer(id), .integer(weight), .integer(weight)])
    }
    return writer.bytes
  }
}
