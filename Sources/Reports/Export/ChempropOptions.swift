package import Panels
package import Trainers

/// What `chemprop train` (version 2) is told to train one network of a plan: as words of a command, or as its configuration.
package struct ChempropOptions: Sendable {
  private let options: [(name: String, values: [String], isList: Bool)]

  /// nil for a network of several kinds of tasks, as chemprop trains one kind at a time.
  ///
  /// - Parameters:
  ///   - data: where the network's table is.
  ///   - splits: where its `splits.json` is; nil to go by the table's column.
  ///   - output: where the model goes.
  package init?(_ table: TrainingTable, tasks: [LearningTask], data: String, splits: String? = nil, output: String) {
    let kind = tasks[table.members[0]].kind
    guard table.members.allSatisfy({ tasks[$0].kind == kind }) else { return nil }
    // Chemprop counts a bound where it is violated, as Kindred does.
    let loss = table.hasBounds ? [("loss-function", ["bounded-mse"], false)] : []
    options =
      loss + [
        ("data-path", [data], false), ("smiles-columns", table.moleculeColumns, true),
        ("task-type", [kind.rawValue], false),
        splits.map { ("splits-file", [$0], false) } ?? ("splits-column", [TrainingTable.splitColumn], false),
        ("output-dir", [output], false), ("target-columns", table.taskColumns, true),
      ]
  }

  /// The command, for a shell.
  package var command: String {
    (["chemprop", "train"] + options.flatMap { ["--" + $0.name] + $0.values }).map(QuotedText.shell)
      .joined(separator: " ")
  }

  /// The content of a `config.toml`.
  package var configuration: String {
    options.map { option in
      let values = option.values.map(QuotedText.json)
      return "\(option.name) = " + (option.isList ? "[\(values.joined(separator: ", "))]" : values[0]) + "\n"
    }.joined()
  }

  /// A comment in place of the options of a network of several kinds.
  package static func mixed(_ table: TrainingTable) -> String {
    "# \(table.name) mixes kinds of tasks, which chemprop trains apart"
  }
}
