import KindredTestSupport
import LinearAlgebra
import Molecules
import Panels
import Relations
import Testing

/// Relations of molecules against their definitions, and the battery that every relation passes.
@Suite("Relations of molecules", .enabled(if: RDKit.isAvailable, "built without RDKit"))
struct MoleculeRelationTests {
  private static let parts = [
    "C", "CC", "O", "N", "C(=O)", "c1ccccc1", "c1ccncc1", "C1CCCCC1", "S", "C(F)(F)", "c1ccsc1", "C(Cl)", "NC(=O)",
  ]

  /// Random tasks over random molecules, of which some come twice and one has no bit in common with any other.
  private func panel(seed: UInt64, rows: Int = 60) -> Panel {
    var stream = RandomStream(seed: seed).split("molecules")
    var texts = (0..<rows).map { _ in
      (0..<(1 + stream.below(4))).map { _ in Self.parts[stream.below(Self.parts.count)] }.joined()
    }
    texts[0] = "[Xe]"
    let reading = MoleculeReading(texts, settings: MoleculeSettings(), threads: 2)
    let panel = RandomPanels.wide(tasks: 5, rows: rows, features: 4, seed: seed)
    return panel.with(RowMolecules(column: "smiles", table: reading.table, rows: reading.molecules))
  }

  @Test(arguments: UInt64(1)...4)
  func valuesAreThoseOfTheDefinitions(seed: UInt64) throws {
    let panel = panel(seed: seed)
    let table = try computeRelations(
      of: panel, settings: RelationSettings(), excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount),
      threads: 2
    ).table
    #expect(table.relations == Relation.all + Relation.molecular)
    for a in panel.tasks.indices {
      for b in panel.tasks.indices where b != a {
        let plain = try #require(PlainMolecules(panel, a, b))
        let found = Relation.molecular.map { table.value($0, a, b) }
        let expected = [plain.meanSimilarity, plain.nearestSimilarity, plain.sharedScaffolds]
        let gaps = zip(found, expected).map { abs($0 - $1) }
        #expect(gaps.allSatisfy { $0 < 1e-5 }, "seed \(seed), tasks \(a) and \(b): \(found), expected \(expected)")
      }
    }
  }

  @Test func theBatteryFindsNothing() throws {
    for seed in UInt64(5)...6 {
      let findings = try RelationBattery(Relation.molecular).findings(on: panel(seed: seed), hasTies: true, seed: seed)
      #expect(findings.isEmpty, "seed \(seed): \(findings)")
    }
  }

  @Test func samplesAreNearTheWhole() throws {
    let panel = panel(seed: 9, rows: 400)
    func table(_ rows: Int) throws -> RelationReading {
      try computeRelations(
        Relation.molecular, of: panel, settings: RelationSettings(maxRowsPerTask: rows, seed: 1),
        excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount), threads: 2)
    }
    let (whole, sampled) = (try table(1000), try table(80))
    let gaps = zip(whole.table.values.column(0), sampled.table.values.column(0)).map { abs($0 - $1) }
    #expect((gaps.max() ?? 1) < 0.05 && (sampled.sampling.standardErrors["tanimoto_mean"] ?? 0) > 0)
    #expect(sampled.sampling.standardErrors["shared_scaffolds_a"] == nil)
  }

  @Test func panelsWithoutMoleculesHaveNone() {
    #expect(Relation.all(of: RandomPanels.wide(tasks: 2, rows: 20, features: 2, seed: 1)) == Relation.all)
  }
}

/// The relations of two tasks' molecules by their definitions; slow and obvious.
private struct PlainMolecules {
  let meanSimilarity: Double
  let nearestSimilarity: Double
  let sharedScaffolds: Double

  init?(_ panel: Panel, _ a: Int, _ b: Int) {
    guard let molecules = panel.inputs.molecules else { return nil }
    let table = molecules.table
    func own(_ task: Int) -> Set<Int> { Set(panel.tasks[task].rows.map { Int(molecules.rows[$0]) }) }
    func tanimoto(_ one: Int, _ other: Int) -> Double {
      let (x, y) = (Set(table.bits[table.environments(of: one)]), Set(table.bits[table.environments(of: other)]))
      return x.union(y).isEmpty ? 1 : Double(x.intersection(y).count) / Double(x.union(y).count)
    }
    func scaffold(_ molecule: Int) -> String {
      table.scaffolds[molecule].isEmpty ? "acyclic " + table.smiles[molecule] : table.scaffolds[molecule]
    }
    let (first, second) = (own(a), own(b))
    let size = Double(first.count)
    meanSimilarity =
      first.flatMap { one in second.map { tanimoto(one, $0) } }.reduce(0, +) / (size * Double(second.count))
    nearestSimilarity = first.map { one in second.map { tanimoto(one, $0) }.max() ?? 0 }.reduce(0, +) / size
    let scaffolds = Set(second.map(scaffold))
    sharedScaffolds = Double(first.count { scaffolds.contains(scaffold($0)) }) / size
  }
}
