import Diagnostics
import KindredTestSupport
import LinearAlgebra
import Molecules
import Panels
import Testing

/// Panels whose features are made from molecules.
@Suite("Panels of molecules", .enabled(if: RDKit.isAvailable, "built without RDKit"))
struct MoleculePanelTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let named = PanelOptions(smilesColumns: ["smiles"])

  private func alcohol(_ row: Int) -> String { String(repeating: "C", count: row % 12 + 1) + (row < 12 ? "O" : "N") }

  private func table(_ header: String = "smiles,a,b", rows: Int = 24, _ row: (Int) -> String) -> String {
    ([header] + (0..<rows).map(row)).joined(separator: "\n") + "\n"
  }

  private func read(_ text: String, _ options: PanelOptions = named, threads: Int = 1) throws -> PanelReading {
    try PanelReader.read(files: [folder.write(text, as: "p.csv")], options: options, threads: threads)
  }

  private func told(_ reading: PanelReading, _ kind: PanelWarning.Kind) -> String {
    reading.summary.warnings.filter { $0.kind == kind }.map(\.message).joined()
  }

  @Test func aColumnOfSmilesIsEnough() throws {
    let reading = try read(table { "\(alcohol($0)),\($0 * 3 % 17),\($0 * $0)" })
    let panel = reading.panel
    #expect(panel.tasks.map(\.name) == ["a", "b"] && panel.layout == .wide && panel.overlapIsKnown)
    #expect(panel.featureNames.count == 2048 && panel.featureNames[7] == "morgan7")
    guard case .sparse(let bits) = panel.features else {
      Issue.record("fingerprints are stored densely")
      return
    }
    #expect(bits.starts[1] > 0 && panel.entityCount == 24 && reading.skipped.isEmpty)
    #expect(panel.inputs.molecules?.smiles[2] == "CCCO")
    #expect(reading.summary.molecules?.acyclic == 24)
  }

  @Test func otherTextsOfTheSameMoleculesMakeTheSamePanel() throws {
    let one = try read(table { "\(alcohol($0)),\($0 * 3 % 17),\($0 * $0)" })
    let other = try read(table { "\(String(alcohol($0).reversed())),\($0 * 3 % 17),\($0 * $0)" }, threads: 2)
    let third = try read(table { "C\(alcohol($0)),\($0 * 3 % 17),\($0 * $0)" })
    #expect(one.panel.hash == other.panel.hash && one.panel.hash != third.panel.hash)
  }

  @Test func rowsOfOneMoleculeAreOneEntity() throws {
    let text = table { "\($0 < 3 ? ["CCO", "OCC", "C(O)C"][$0] : alcohol($0 + 2)),\($0 * 3 % 17),\($0 * $0)" }
    #expect(try read(text).panel.entities.prefix(4) == [0, 0, 0, 1])
    let named = table("smiles,id,a,b") { "\(alcohol($0)),m\($0 == 5 ? 0 : $0),\($0 * 3 % 17),\($0 * $0)" }
    let panel = try read(named, PanelOptions(smilesColumns: ["smiles"], idColumn: "id")).panel
    #expect(panel.entities[5] == panel.entities[0] && panel.entityCount == 23)
  }

  @Test func whatIsNoMoleculeIsLeftOutAndListed() throws {
    let bad = [3: "", 4: "NA", 7: "C1CC", 9: "CC>>CO"]
    let reading = try read(table { "\(bad[$0] ?? alcohol($0)),\($0 * 3 % 17),\($0 * $0)" })
    #expect(reading.panel.rowCount == 20 && reading.panel.tasks[0].targets[3] == 15)
    #expect(
      reading.skipped.map(\.line) == [5, 6, 9, 11] && reading.skipped.map(\.text) == ["", "NA", "C1CC", "CC>>CO"])
    #expect(reading.summary.molecules?.skipped["no SMILES"] == 2, "\(reading.summary)")
    #expect(told(reading, .skippedRows).contains("4 rows"))
  }

  @Test func aColumnOfOtherTextIsRefused() throws {
    let error = try #require(throws: UserError.self) { try read(table { "name \($0)x,\($0 * 3 % 17),\($0 * $0)" }) }
    #expect(error.column == "smiles" && error.line == 2 && error.found.contains("24 of 24"), "\(error)")
    let empty = try #require(throws: UserError.self) { try read(table { ",\($0 * 3 % 17),\($0 * $0)" }) }
    #expect(empty.advice.contains("--smiles-columns"))
  }

  @Test func featuresBesideThemDecideWhetherMoleculesAreRead() throws {
    let few = table("smiles,x,a,b") { "\(alcohol($0)),\($0).5,\($0),\($0 * $0)" }
    var options = Self.named
    options.targetColumns = ["a", "b"]
    let molecules = try read(few, options)
    #expect(molecules.panel.featureNames.count == 2048 && told(molecules, .leftOutColumns).contains("x: not used"))
    let names = (0..<60).map { "d\($0)" }.joined(separator: ",")
    let many = table("smiles,\(names),a,b") { r in
      "\(alcohol(r)),\((0..<60).map { "\($0 * r).5" }.joined(separator: ",")),\(r),\(r * r)"
    }
    #expect(try read(many, options).panel.featureNames.count == 60)
    options.fingerprint = FingerprintSettings(bits: 64)
    #expect(try read(many, options).panel.featureNames.count == 64)
    options.features = try folder.write(table("f") { "\($0).5" }, as: "f.csv")
    #expect(throws: UserError.self) { try read(many, options) }
    options.fingerprint = nil
    #expect(try read(many, options).panel.featureNames == ["f"])
  }

  @Test(arguments: FingerprintSettings.Form.allCases)
  func formsOfFingerprints(form: FingerprintSettings.Form) throws {
    var options = Self.named
    options.fingerprint = FingerprintSettings(form: form, bits: 32)
    let odd = [0: "[Fe+2]", 1: "[Na+].[Cl-]", 2: "*C", 3: "[2H]OC"]
    let panel = try read(table { "\(odd[$0] ?? alcohol($0)),\($0 * 3 % 17),\($0 * $0)" }, options).panel
    let descriptors = MoleculeTable.descriptorNames.count
    let expected: [FingerprintSettings.Form: Int] = [
      .morgan: 32, .counts: 32, .descriptors: descriptors, .joined: 32 + descriptors,
    ]
    #expect(panel.featureNames.count == expected[form])
    #expect(panel.features.denseRows(Array(0..<24)).elements.allSatisfy { $0.isFinite && abs($0) < 30 })
  }

  @Test func longTablesAreWide() throws {
    let text = table("task,smiles,y", rows: 48) { "\($0 < 24 ? "a" : "b"),\(alcohol($0 % 24)),\($0 * 3 % 17)" }
    let reading = try read(text, PanelOptions(smilesColumns: ["smiles"], taskColumn: "task"))
    #expect(
      reading.panel.layout == .wide && reading.panel.rowCount == 24
        && reading.panel.tasks.map(\.rows.count) == [24, 24])
  }

  @Test(arguments: [(DuplicatePolicy.keep, 27), (.mean, 24), (.median, 24), (.majority, 24)])
  func repeatedMeasurementsAreBroughtTogether(policy: DuplicatePolicy, rows: Int) throws {
    var options = Self.named
    options.duplicates = policy
    // Rows 24 to 26 are the molecule of row 1.
    let text = table(rows: 27) { r in
      r < 24 ? "\(alcohol(r)),\(r == 1 ? 1 : r * 3 % 17),\(r % 2)" : "OCC,\([10, 30, 34][r - 24]),\([1, 0, 1][r - 24])"
    }
    let reading = try read(text, options)
    let (a, b) = (reading.panel.tasks[0], reading.panel.tasks[1])
    #expect(reading.panel.rowCount == rows && reading.panel.entityCount == 24 && a.rows.count == rows)
    let expected: [DuplicatePolicy: Double] = [.keep: 1, .mean: 18.75, .median: 20, .majority: 20]
    #expect(a.targets[1] == expected[policy] && b.targets[1] == 1)
    #expect(reading.summary.repeated?.pairs == 2 && reading.summary.repeated?.disagreeing == 2)
    #expect(told(reading, .repeatedMeasurements).contains("2 times"))
  }

  @Test func repeatedMeasurementsCanBeRefused() throws {
    var options = Self.named
    options.duplicates = .error
    let text = table { "\($0 == 9 ? "OCC" : alcohol($0)),\($0 * 3 % 17),\($0 * $0)" }
    let error = try #require(throws: UserError.self) { try read(text, options) }
    #expect(error.column == "a" && error.line == 11 && error.found.contains("lines 3, 11"), "\(error)")
    #expect(try read(table { "\(alcohol($0)),\($0 * 3 % 17),\($0 * $0)" }, options).panel.rowCount == 24)
  }

  @Test func aReadingIsKept() throws {
    let cache = folder.path("study/molecules.bin")
    let path = try folder.write(table { "\(alcohol($0)),\($0 * 3 % 17),\($0 * $0)" }, as: "p.csv")
    func hash(_ options: PanelOptions = Self.named) throws -> String {
      try PanelReader.read(files: [path], options: options, cache: cache).panel.hash
    }
    let fresh = try hash()
    let kept = try folder.bytes("study/molecules.bin")
    #expect(try hash() == fresh && !kept.isEmpty)
    _ = try folder.write(Array(kept.dropLast(100)), as: "study/molecules.bin")
    #expect(try hash() == fresh && folder.bytes("study/molecules.bin") == kept)
    var other = Self.named
    other.fingerprint = FingerprintSettings(bits: 64)
    #expect(try hash(other) != fresh && hash() == fresh)
  }
}
