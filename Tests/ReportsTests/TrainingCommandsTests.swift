import Grouping
import KindredTestSupport
import Labels
import LinearAlgebra
import Panels
import Reports
import Tables
import Testing
import Trainers

@Suite struct TrainingCommandsTests {
  /// A panel of 700 molecules; the third task has 30 labels, the fourth the name of an option.
  private static let names = ["a", "b,b", "rare", "--output-dir"]

  private static func panel(rare: [Int] = (0..<700).filter { $0 % 24 == 1 }) -> Panel {
    let kinds: [TaskKind] = [.regression, .regression, .regression, .classification]
    let rows = [(0..<700).filter { $0 % 2 == 0 }, (0..<700).filter { $0 % 3 == 0 }, rare, Array(0..<700)]
    let tasks = kinds.indices.map { index in
      LearningTask(
        name: names[index], kind: kinds[index], rows: rows[index],
        targets: rows[index].map { index == 3 ? Double($0 % 2) : 0.5 * Double($0) })
    }
    return Panel(
      features: .dense(Matrix(rows: 700, columns: 1)), featureNames: ["x"], tasks: tasks, layout: .wide,
      entities: Array(0..<700), entityCount: 700, overlapIsKnown: true, hash: "0")
  }

  private static func tables(of panel: Panel = panel(), _ groups: [[Int]], served: [Int?]) throws -> [TrainingTable] {
    let folder = try TemporaryFolder()
    let text = "--smiles,x,a,b\n" + (0..<700).map { "C\($0),1,\($0),1\n" }.joined()
    let molecules = try PanelMolecules(
      file: folder.write(text, as: "panel.csv"),
      options: PanelOptions(targetColumns: ["a", "b"], smilesColumns: ["--smiles"]), rowCount: 700)
    return TrainingTable.all(
      of: GroupPlan(groups: groups, served: served, taskValues: [0, 0, 0, 0]),
      source: TrainingSource(panel: panel, molecules: molecules, isWhole: false),
      splits: ReplicateSplits(panel: panel, settings: LabelSettings()))
  }

  @Test func aGroupsTableHasItsLabelledRowsAndASplit() throws {
    let table = try Self.tables([[1, 2]], served: [nil, 0, 0, nil])[0]
    let lines = String(decoding: table.csv().bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines[0] == "column --smiles,\"b,b\",rare,split")
    let rows = Set(Self.panel().tasks[1].rows).union(Self.panel().tasks[2].rows)
    #expect(lines.count == 1 + rows.count && lines.count < 300)
    #expect(lines.dropFirst().allSatisfy { $0.firstMatch(of: /^C[0-9]+,[0-9.]*,[0-9.]*,(train|val|test)$/) != nil })
    #expect(lines.dropFirst().allSatisfy { $0.firstMatch(of: /,,(train|val|test)$/) == nil || !$0.contains(",,,") })
    for split in ["train", "val", "test"] { #expect(lines.contains { $0.hasSuffix(split) }) }
  }

  @Test func chempropTrainsOneNetworkAGroup() throws {
    let tables = try Self.tables([[0, 1], [0, 3]], served: [0, 0, nil, 1])
    let commands = TrainingCommands(folder: "/my study/training", tables: tables, tasks: Self.panel().tasks).chemprop()
    #expect(commands.count == 3)
    #expect(
      commands[0] == "chemprop train --data-path '/my study/training/group-1.csv' --smiles-columns 'column --smiles' "
        + "--task-type regression --splits-column split --output-dir models/group-1 --target-columns a b,b")
    #expect(commands[1].hasPrefix("# group-2 mixes kinds"))
    #expect(commands[2].hasSuffix("--output-dir models/alone-3 --target-columns rare"))
  }

  @Test func aTaskThatIsCalledLikeAnOptionIsNone() throws {
    let alone = try Self.tables([], served: [nil, nil, nil, nil])
    let commands = TrainingCommands(folder: "/s", tables: alone, tasks: Self.panel().tasks).chemprop()
    #expect(commands[3].hasSuffix("--output-dir models/alone-4 --target-columns 'column --output-dir'"))
    #expect(alone.allSatisfy { $0.warnings.isEmpty })
  }

  @Test func labelsThatAreRarerThanOneInABatchAreTold() throws {
    let panel = Self.panel(rare: [1, 25, 49])
    let tables = try Self.tables(of: panel, [[0, 2]], served: [0, nil, 0, nil])
    let commands = TrainingCommands(folder: "/s", tables: tables, tasks: panel.tasks).chemprop()
    #expect(commands[0].hasPrefix("# rare has a label in") && commands[0].contains("batch of 64"))
    #expect(commands[1].contains("group-1.csv"))
  }

  @Test func shellWordsAreQuoted() {
    #expect(QuotedText.shell("NR-AR") == "NR-AR")
    #expect(QuotedText.shell("it's $HOME") == "'it'\\''s $HOME'")
    #expect(QuotedText.shell("") == "''")
    #expect(QuotedText.shell("'") == "''\\'''")
  }
}
