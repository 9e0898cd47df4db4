import KindredTestSupport
import Molecules
import Testing

/// What single SMILES say.
@Suite("Molecules", .enabled(if: RDKit.isAvailable, "built without RDKit"))
struct MoleculeTests {
  private func read(_ texts: [String], _ settings: MoleculeSettings = MoleculeSettings()) -> MoleculeReading {
    MoleculeReading(texts, settings: settings, threads: 1)
  }

  @Test func countsOfBitsAreKnown() {
    let table = read(["CCO", "c1ccccc1", "CC(=O)Oc1ccccc1C(=O)O"]).table
    #expect((0..<3).map { table.environments(of: $0).count } == [6, 3, 24])
    #expect(table.scaffolds == ["", "c1ccccc1", "c1ccccc1"])
  }

  @Test func writingsOfOneMoleculeAreOne() {
    let reading = read([
      "OCC", "C(O)C", "CCO ethanol", " CCO ", "[H]OCC", "C[C@H](N)O", "C[C@@H](N)O", "CC(N)O", "[13CH3]CO",
    ])
    #expect(reading.molecules == [0, 0, 0, 0, 0, 1, 2, 3, 4], "\(reading.table.smiles)")
  }

  @Test(arguments: [
    ("", SMILESProblem.empty), ("  ", .empty), ("C1CC", .syntax), ("hello", .syntax), ("C(C)(C)(C)(C)C", .valence),
    ("c1cccc1", .aromaticity), ("CCO>>CC=O", .reaction), ("C\u{0}C", .syntax), ("C\u{00e9}", .syntax),
    (String(repeating: "C", count: 1001), .tooLarge), (String(repeating: "C", count: 10_001), .tooLarge),
    (String(repeating: "(", count: 5000), .syntax),
  ])
  func whatIsNoMoleculeIsSaid(text: String, problem: SMILESProblem) {
    let reading = read([text, "C"])
    #expect(reading.molecules == [-1, 0] && reading.problems == [problem.rawValue, 0], "\(reading.problems)")
  }

  @Test(arguments: [
    "[Na+].[Cl-]", "[CH3]", "[2H]C", "[Fe+2]", "[Pt](Cl)(Cl)(N)N", "N->[Pt]", "*CC*", "O=[N+]([O-])c1ccccc1", "[U]",
    "[H][H]",
    String(repeating: "C", count: 1000),
    String(repeating: "NC(C)C(=O)", count: 100) + "O",
  ])
  func oddMoleculesAreRead(text: String) {
    let settings = MoleculeSettings(fingerprint: FingerprintSettings(form: .joined))
    let reading = read([text], settings)
    #expect(reading.molecules == [0])
    #expect(reading.table.descriptors.count == MoleculeTable.descriptorNames.count)
    #expect(read([reading.table.smiles[0]]).table.smiles == reading.table.smiles)
  }

  @Test func theLargestFragmentIsWhatIsAskedFor() {
    let texts = ["CC(=O)[O-].[Na+]", "CCO.OCCN.Cl", "CC.CO", "[Na+].[Cl-]"]
    let whole = read(texts)
    let parts = read(texts, MoleculeSettings(largestFragment: true))
    #expect(whole.fragments == [2, 3, 2, 2] && parts.fragments == whole.fragments)
    #expect(parts.table.smiles == ["CC(=O)[O-]", "NCCO", "CO", "[Cl-]"], "\(parts.table.smiles)")
    #expect(whole.table.smiles.allSatisfy { $0.contains(".") })
  }

  @Test func graphsAreThoseOfTheirMolecules() {
    let graphs = read(["Cc1ccncc1", "[NH4+]", "CC=O"]).table.graphs
    #expect(graphs.count == 3)
    let picoline = graphs.atoms(of: 0)
    #expect(picoline.count == 7 && graphs.bonds(of: 0).count == 7)
    #expect(picoline.count(where: \.isAromatic) == 6 && picoline.count(where: \.isInRing) == 6)
    #expect(picoline.map { Int($0.hydrogens) }.reduce(0, +) == 7 && picoline.contains { $0.element == 7 })
    #expect(graphs.bonds(of: 0).count(where: \.isAromatic) == 6 && graphs.bonds(of: 0).count { $0.order == 1 } == 1)
    #expect(graphs.atoms(of: 1).first.map { [Int($0.charge), Int($0.hydrogens), Int($0.degree)] } == [1, 4, 0])
    #expect(graphs.bonds(of: 2).map { Int($0.order) }.sorted() == [1, 2])
  }

  @Test func formsOfFingerprintsAreReadAndWritten() {
    #expect(FingerprintSettings("morgan") == FingerprintSettings())
    #expect(FingerprintSettings("counts:3:1024") == FingerprintSettings(form: .counts, radius: 3, bits: 1024))
    for text in ["morgan:2:2048", "counts:0:16", "descriptors", "joined:1:512"] {
      #expect(FingerprintSettings(text)?.text == text)
    }
    for text in ["", "ecfp", "morgan:9", "morgan:-1", "morgan:2:15", "morgan:2:2048:1", "descriptors:2", "morgan:two"] {
      #expect(FingerprintSettings(text) == nil, "\(text)")
    }
  }

  @Test func countsAreOfEnvironments() {
    let settings = MoleculeSettings(fingerprint: FingerprintSettings(radius: 0, bits: 65_536))
    let table = read(["CCCCO"], settings).table
    // CH3, CH2 and OH.
    #expect(table.counts.sorted() == [1, 1, 3])
  }
}
