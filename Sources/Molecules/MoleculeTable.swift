internal import CRDKit

/// Different molecules (by canonical isomeric SMILES) and what was computed of them, in order of first appearance.
package struct MoleculeTable: Equatable, Sendable {
  /// Canonical and isomeric, by molecule; all different.
  package internal(set) var smiles: [String] = []
  /// Bemis-Murcko scaffold, by molecule; empty where there is no ring.
  package internal(set) var scaffolds: [String] = []
  package internal(set) var graphs = MolecularGraphs()
  /// The hashed Morgan environments of molecule m are `bits[bitStarts[m]..<bitStarts[m + 1]]`, ascending.
  package internal(set) var bitStarts = [0]
  package internal(set) var bits: [Int32] = []
  /// How often each of them occurs.
  package internal(set) var counts: [UInt16] = []
  /// (molecules, descriptors) row by row, NaN where undefined; empty where none were asked for.
  package internal(set) var descriptors: [Double] = []

  package init() {}

  package var count: Int { smiles.count }

  /// The places in `bits` and `counts` that are a molecule's.
  package func environments(of molecule: Int) -> Range<Int> { bitStarts[molecule]..<bitStarts[molecule + 1] }

  /// RDKit's names, in the order of `descriptors`.
  package static let descriptorNames: [String] = (0..<kindred_descriptor_count()).map {
    String(cString: kindred_descriptor_name($0))
  }

  /// By molecule, which scaffold it has, numbered in order of first appearance; a molecule without a ring is a scaffold of
  /// its own.
  package func scaffoldGroups() -> [Int] {
    var numbers: [String: Int] = [:]
    return smiles.indices.map { molecule in
      // No SMILES begins with a blank.
      let name = scaffolds[molecule].isEmpty ? " " + smiles[molecule] : scaffolds[molecule]
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      return number
    }
  }

  /// Appends what a SMILES says; the problem where it says nothing.
  mutating func append(_ text: String, settings: MoleculeSettings, fragments: inout Int) -> SMILESProblem? {
    var problem: SMILESProblem?
    guard
      let molecule = ParsedMolecule(
        text, largestFragment: settings.largestFragment, fragments: &fragments, problem: &problem)
    else { return problem }
    guard let canonical = molecule.canonicalSMILES, let scaffold = molecule.scaffold,
      let environments = molecule.morgan(settings.fingerprint), molecule.appendGraph(to: &graphs)
    else { return .failed }
    bits.append(contentsOf: environments.bits)
    counts.append(contentsOf: environments.counts)
    bitStarts.append(bits.count)
    if settings.fingerprint.hasDescriptors { descriptors.append(contentsOf: molecule.descriptors) }
    smiles.append(canonical)
    scaffolds.append(scaffold)
    return nil
  }

  /// Appends a molecule of another table made with the same settings.
  mutating func append(_ molecule: Int, of other: MoleculeTable) {
    smiles.append(other.smiles[molecule])
    scaffolds.append(other.scaffolds[molecule])
    graphs.append(molecule, of: other.graphs)
    let set = other.environments(of: molecule)
    bits.append(contentsOf: other.bits[set])
    counts.append(contentsOf: other.counts[set])
    bitStarts.append(bits.count)
    let width = other.descriptors.count / other.count
    descriptors.append(contentsOf: other.descriptors[molecule * width..<(molecule + 1) * width])
  }
}
