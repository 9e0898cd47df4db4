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
      let kind = tasks[table.members[0]].kind
      guard table.members.allSatisfy({ tasks[$0].kind == kind }) else {
        return ["# \(table.name) mixes kinds of tasks, which chemprop trains apart"]
      }
      var words = ["chemprop", "train", "--data-path", "\(folder)/\(table.name).csv", "--smiles-columns"]
      words += table.moleculeColumns + ["--task-type", kind.rawValue, "--splits-column", TrainingTable.splitColumn]
      words += ["--output-dir", "models/\(table.name)", "--target-columns"] + table.taskColumns
      return table.warnings.map { "# " + $0 } + [words.map(Self.quoted).joined(separator: " ")]
    }
  }

  /// One word for a POSIX shell.
  package static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:@%+,=".utf8.contains(byte)
      }
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
