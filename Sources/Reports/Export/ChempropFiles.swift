package import Panels
internal import Statistics
internal import Tables
package import Trainers

/// A plan's networks for chemprop 2: for each `data.csv`, `columns.txt`, `splits.json`, `config.toml`, and `train.sh` for all.
package struct ChempropFiles: Sendable {
  let tasks: [LearningTask]
  /// One a network, molecules and targets alone.
  let tables: [TrainingTable]

  package init(tasks: [LearningTask], tables: [TrainingTable]) {
    self.tasks = tasks
    self.tables = tables
  }

  package func files() -> [ExportedFile] {
    var script = [
      "#!/bin/sh", "# Trains every network of the plan with chemprop 2.", "set -e", "cd \"$(dirname \"$0\")\"",
    ]
    var files: [ExportedFile] = []
    for table in tables {
      script += table.warnings.map { "# " + $0 }
      files += [
        ExportedFile("\(table.name)/data.csv", table.csv(signs: true).bytes),
        ExportedFile("\(table.name)/columns.txt", table.taskColumns.map { $0 + "\n" }.joined()),
        ExportedFile("\(table.name)/splits.json", Self.splits(of: table)),
      ]
      let options = ChempropOptions(
        table, tasks: tasks, data: "\(table.name)/data.csv", splits: "\(table.name)/splits.json",
        output: "\(table.name)/model")
      if let options {
        files.append(ExportedFile("\(table.name)/config.toml", options.configuration))
        script.append("chemprop train --config-path \(table.name)/config.toml \"$@\"")
      } else {
        script.append(ChempropOptions.mixed(table))
      }
    }
    return files + [ExportedFile("train.sh", script.joined(separator: "\n") + "\n", isExecutable: true)]
  }

  /// Rows of the table by their part: from 0, ranges inclusive.
  static func splits(of table: TrainingTable) -> String {
    let parts = [RowRole.train, .validation, .test].map { role in
      let places = table.rows.indices.filter { table.rows[$0].role == role }
      return "\"\(role.name)\": " + (places.isEmpty ? "[]" : "\"\(NumberRanges.text(of: places))\"")
    }
    return "[{\(parts.joined(separator: ", "))}]\n"
  }
}
