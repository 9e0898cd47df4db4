import Diagnostics
import KindredTestSupport
import LinearAlgebra
import Molecules
import Panels
import Testing

/// Splits that keep clusters, scaffolds and times apart.
@Suite("Splits by cluster, scaffold and time")
struct ClusterSplitTests {
  let folder: TemporaryFolder
  private let splits = SplitSettings(verifyFraction: 0.2, folds: 5, seed: 3)

  init() throws { folder = try TemporaryFolder() }

  private func read(_ header: String, rows: Int = 200, _ options: PanelOptions, _ row: (Int) -> String) throws -> Panel
  {
    let text = ([header] + (0..<rows).map(row)).joined(separator: "\n") + "\n"
    return try PanelReader.read(files: [folder.write(text, as: "p.csv")], options: options, splits: splits).panel
  }

  /// The part of each row: -1 for verification, else its fold.
  private func parts(_ panel: Panel) -> [Int] {
    let isHeld = splits.verification(panel)
    return splits.folds(panel, replicate: 0, excluding: isHeld).map(Int.init)
  }

  private func options(_ change: (inout PanelOptions) -> Void = { _ in }) -> PanelOptions {
    var options = PanelOptions(targetColumns: ["a", "b"])
    change(&options)
    return options
  }

  @Test func noClusterIsSeparated() throws {
    // Cluster c has c + 1 rows, some rows have none.
    func cluster(_ row: Int) -> String { row % 10 == 0 ? "" : "c\(Int(Double(row).squareRoot() * 1.4))" }
    let panelOf = { (column: String?) throws -> Panel in
      try read(
        "x,series,a,b",
        options {
          $0.clusterColumn = column; $0.ignoreColumns = ["series"]
        }
      ) { r in
        "\(r % 13).5,\(cluster(r)),\(r * 7 % 31),\(r % 3 == 0 ? 1 : 0)"
      }
    }
    let (panel, plain) = (try panelOf("series"), try panelOf(nil))
    #expect(panel.hash != plain.hash && panel.featureNames == ["x"] && panel.entityCount == 200)
    let parts = parts(panel)
    for (_, rows) in Dictionary(grouping: (0..<200).filter { !cluster($0).isEmpty }, by: cluster) {
      #expect(Set(rows.map { parts[$0] }).count == 1)
    }
    let sizes = (-1..<5).map { part in parts.count { $0 == part } }
    #expect(sizes[0] >= 25 && sizes[0] <= 55 && sizes.dropFirst().allSatisfy { $0 >= 18 && $0 <= 48 }, "\(sizes)")
    for part in -1..<5 {
      let ones = panel.tasks[1].targets.indices.count { parts[$0] == part && panel.tasks[1].targets[$0] == 1 }
      #expect(ones >= 4, "part \(part): \(ones)")
    }
    let blocks = splits.blocks(panel, isVerification: parts.map { $0 < 0 }, count: 5)
    for (_, rows) in Dictionary(grouping: (0..<200).filter { !cluster($0).isEmpty }, by: cluster) {
      #expect(Set(rows.map { blocks[$0] }).count == 1)
    }
  }

  @Test(.enabled(if: RDKit.isAvailable, "built without RDKit"))
  func noScaffoldIsSeparated() throws {
    let rings = [
      "c1ccccc1", "c1ccncc1", "C1CCCCC1", "c1ccsc1", "c1ccoc1", "C1CCNCC1", "c1ccc2ccccc2c1", "C1CCCC1", "c1cc[nH]c1",
      "C1CC1",
      "C1COCCN1", "c1cnccn1",
    ]
    let panel = try read(
      "smiles,a,b",
      options {
        $0.smilesColumns = ["smiles"]; $0.scaffoldFolds = true
      }
    ) { r in
      let chain = String(repeating: "C", count: r / 12 + 1)
      return "\(r % 25 == 0 ? chain + "O" : rings[r % 12] + chain),\(r * 7 % 31),\(r % 3 == 0 ? 1 : 0)"
    }
    let parts = parts(panel)
    let table = try #require(panel.inputs.molecules)
    let scaffolds = table.rows.map { table.table.scaffolds[Int($0)] }
    for (scaffold, rows) in Dictionary(grouping: scaffolds.indices, by: { scaffolds[$0] }) where !scaffold.isEmpty {
      #expect(Set(rows.map { parts[$0] }).count == 1, "\(scaffold)")
    }
    // Chains are scaffolds of their own.
    #expect(Set(scaffolds.indices.filter { scaffolds[$0].isEmpty }.map { parts[$0] }).count > 1)
  }

  @Test(arguments: ["number", "date"])
  func thePastTrainsAndTheFutureTests(form: String) throws {
    func time(_ row: Int) -> Int { row * 37 % 200 / 4 }
    let panel = try read("x,when,a,b", options { $0.timeColumn = "when" }) { r in
      let day = time(r)
      let text = form == "number" ? "\(day)" : "2020-\(10 + day / 25)-\(10 + day % 25 % 18)"
      return "\(r % 13).5,\(text),\(r * 7 % 31),\(r % 3 == 0 ? 1 : 0)"
    }
    let times = try #require(panel.times)
    #expect(panel.featureNames == ["x"])
    let isHeld = splits.verification(panel)
    let parts = parts(panel)
    let held = times.indices.filter { isHeld[$0] }.map { times[$0] }
    let others = times.indices.filter { !isHeld[$0] }.map { times[$0] }
    #expect((others.max() ?? 0) < (held.min() ?? 0) && held.count >= 30 && held.count <= 50)
    for fold in 0..<5 {
      func at(_ use: FoldUse) -> [Double] {
        times.indices.filter { !isHeld[$0] && TimeFolds.use(of: parts[$0], testing: fold, count: 5) == use }.map {
          times[$0]
        }
      }
      let (train, stop, test) = (at(.train), at(.stop), at(.test))
      #expect((train.max() ?? 0) < (stop.min() ?? 0) && (stop.max() ?? 0) < (test.min() ?? 0))
      #expect(
        train.count >= 50 && stop.count >= 5 && test.count >= 5, "\(fold): \(train.count), \(stop.count), \(test.count)"
      )
    }
  }

  @Test func whatCannotBeSplitIsRefused() throws {
    func refusal(_ change: (inout PanelOptions) -> Void) throws -> UserError {
      try #require(throws: UserError.self) {
        try read("x,c,t,a,b", options(change)) {
          "\($0 % 13).5,\($0 % 3),\($0 % 2 == 0 ? "2020" : "May"),\($0 % 31),\($0 % 7)"
        }
      }
    }
    #expect(try refusal { $0.clusterColumn = "c" }.found == "3 clusters")
    #expect(try refusal { $0.timeColumn = "c" }.found == "3 different times")
    #expect(try refusal { $0.timeColumn = "t" }.line == 2)
    #expect(try refusal { $0.scaffoldFolds = true }.exitCode == .usage)
    #expect(
      try refusal {
        $0.scaffoldFolds = true; $0.clusterColumn = "c"
      }.exitCode == .usage)
    #expect(try refusal { $0.clusterColumn = "d" }.description.contains("x, c, t"))
  }
}
