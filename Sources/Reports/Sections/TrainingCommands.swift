package import Panels
package import Trainers

/// What a user of chemprop would run next: one training a network of the plan.
package struct TrainingCommands: Sendable {
  /// Where the tables are, as a path from the root.
  package var folder: String
  package var tables: [TrainingTable]
  package var tasks: [LearningTask]

  package init(folder: String, tables: [TrainingTable], tasks: [LearningTask]) {
    self.folder = folder
    self.tables = tables
    self.tasks = tasks
  }

  /// `chemprop train` (version 2) for every table, with a comment before it where labels are rare.
  ///
  /// A group of several kinds has no such command, as chemprop trains one kind at a time; a comment says so.
  package func chemprop() -> [String] {
    tables.flatMap { table in
      let options = ChempropOptions(
        table, tasks: tasks, data: "\(folder)/\(table.name).csv", output: "models/\(table.name)")
      guard let options else { return [ChempropOptions.mixed(table)] }
      return table.warnings.map { "# " + $0 } + [options.command]
    }
  }
}
