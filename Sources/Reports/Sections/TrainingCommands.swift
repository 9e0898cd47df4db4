package import Grouping
package import Panels

/// What a user of chemprop would run next: one training a network of the plan.
package struct TrainingCommands: Sendable {
  /// The panel as the user named it; one file.
  package var dataPath: String
  package var smilesColumns: [String]
  package var tasks: [LearningTask]

  package init(dataPath: String, smilesColumns: [String], tasks: [LearningTask]) {
    self.dataPath = dataPath
    self.smilesColumns = smilesColumns
    self.tasks = tasks
  }

  /// `chemprop train` (version 2) for every group, and for every task that is served alone, in the plan's order.
  ///
  /// A group of several kinds has no such command, as chemprop trains one kind at a time; a comment says so.
  package func chemprop(_ plan: GroupPlan) -> [String] {
    let groups = plan.groups.enumerated().map { index, group in (name: "group-\(index + 1)", members: group) }
    let alone = plan.served.indices.filter { plan.served[$0] == nil }
      .map { (name: "alone-\($0 + 1)", members: [$0]) }
    return (groups + alone).map { network in
      let kind = tasks[network.members[0]].kind
      guard network.members.allSatisfy({ tasks[$0].kind == kind }) else {
        return "# \(network.name) mixes kinds of tasks, which chemprop trains apart"
      }
      var words = ["chemprop", "train", "--data-path", dataPath]
      if !smilesColumns.isEmpty { words += ["--smiles-columns"] + smilesColumns }
      words += ["--task-type", kind.rawValue, "--output-dir", "models/\(network.name)", "--target-columns"]
      words += network.members.map { tasks[$0].name }
      return words.map(Self.quoted).joined(separator: " ")
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
