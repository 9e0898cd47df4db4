import Grouping
import Panels
import Reports
import Testing

@Suite struct TrainingCommandsTests {
  @Test func chempropTrainsOneNetworkAGroup() {
    let kinds: [TaskKind] = [.regression, .regression, .classification, .regression]
    let tasks = zip(["a", "b,b", "c \"x\"", "d"], kinds).map { name, kind in
      LearningTask(name: name, kind: kind, rows: [], targets: [])
    }
    let plan = GroupPlan(groups: [[0, 1], [0, 2]], served: [0, 0, 1, nil], taskValues: [0, 0, 0, 0])
    let commands = TrainingCommands(dataPath: "my data.csv", smilesColumns: ["smiles"], tasks: tasks).chemprop(plan)
    #expect(commands.count == 3)
    #expect(
      commands[0] == "chemprop train --data-path 'my data.csv' --smiles-columns smiles --task-type regression "
        + "--output-dir models/group-1 --target-columns a b,b")
    #expect(commands[1].hasPrefix("# group-2 mixes kinds"))
    #expect(commands[2].hasSuffix("--output-dir models/alone-4 --target-columns d"))
  }

  @Test func shellWordsAreQuoted() {
    #expect(TrainingCommands.quoted("NR-AR") == "NR-AR")
    #expect(TrainingCommands.quoted("it's $HOME") == "'it'\\''s $HOME'")
    #expect(TrainingCommands.quoted("") == "''")
    #expect(TrainingCommands.quoted("'") == "''\\'''")
  }
}
