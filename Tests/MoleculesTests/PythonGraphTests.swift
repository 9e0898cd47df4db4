import Foundation
import KindredTestSupport
import Molecules
import Testing

/// Graphs against those of RDKit's Python, atom by atom and bond by bond (`KINDRED_PYTHON` names an interpreter with rdkit).
@Suite("Graphs of RDKit's Python", .enabled(if: RDKit.isAvailable, "built without RDKit"))
struct PythonGraphTests {
  private static let python = ProcessInfo.processInfo.environment["KINDRED_PYTHON"] ?? "python3"

  private static let hasRDKit = (try? run("import rdkit", [])) ?? false

  private static func run(_ script: String, _ arguments: [String]) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, "-c", script] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private static let script = """
    import sys
    from rdkit import Chem, RDLogger
    RDLogger.DisableLog('rdApp.*')
    with open(sys.argv[2], 'w') as out:
        for line in open(sys.argv[1]):
            mol = Chem.MolFromSmiles(line.strip())
            if mol is None:
                print('-', file=out)
                continue
            atoms = [f'{a.GetAtomicNum()} {a.GetDegree()} {a.GetFormalCharge()} {a.GetTotalNumHs()} '
                     f'{int(a.GetIsAromatic())} {int(a.IsInRing())}' for a in mol.GetAtoms()]
            bonds = [f'{b.GetBeginAtomIdx()} {b.GetEndAtomIdx()} {int(b.GetBondType())} '
                     f'{int(b.GetIsAromatic())} {int(b.IsInRing())} {int(b.GetIsConjugated())}' for b in mol.GetBonds()]
            print(';'.join(atoms) + '|' + ';'.join(bonds), file=out)
    """

  @Test(.enabled(if: hasRDKit, "no python3 with rdkit"), .enabled(if: SharedData.has("data/tox21.csv")))
  func graphsAreTheSame() throws {
    let folder = try TemporaryFolder()
    // The first writing of each molecule is the one whose order of atoms is kept.
    let texts = try SharedMolecules.smiles(of: "tox21.csv")
    let reading = MoleculeReading(texts, settings: MoleculeSettings(), threads: 2)
    var first: [Int: String] = [:]
    for (text, molecule) in zip(texts, reading.molecules) where first[Int(molecule)] == nil {
      first[Int(molecule)] = text
    }
    let graphs = reading.table.graphs
    let input = try folder.write((0..<graphs.count).map { (first[$0] ?? "") + "\n" }.joined(), as: "in")
    #expect(try Self.run(Self.script, [input, folder.path("out")]))
    let lines = try String(contentsOfFile: folder.path("out"), encoding: .utf8).split(separator: "\n")
    try #require(lines.count == graphs.count)
    // Newer versions refuse some valences.
    #expect(lines.count { $0 == "-" } < 10)
    for molecule in 0..<graphs.count where lines[molecule] != "-" {
      let atoms = graphs.atoms(of: molecule).map { atom in
        "\(atom.element) \(atom.degree) \(atom.charge) \(atom.hydrogens) \(atom.isAromatic ? 1 : 0) \(atom.isInRing ? 1 : 0)"
      }
      let bonds = graphs.bonds(of: molecule).map { bond in
        "\(bond.begin) \(bond.end) \(bond.order) \(bond.isAromatic ? 1 : 0) \(bond.isInRing ? 1 : 0) "
          + "\(bond.isConjugated ? 1 : 0)"
      }
      #expect(
        atoms.joined(separator: ";") + "|" + bonds.joined(separator: ";") == lines[molecule], "\(first[molecule] ?? "")"
      )
    }
  }
}
