internal import CRDKit

/// One molecule in RDKit's hands.
struct ParsedMolecule: ~Copyable {
  private let handle: OpaquePointer

  /// Parses a SMILES; `problem` says why there is no molecule, `fragments` how many the SMILES had.
  init?(_ smiles: String, largestFragment: Bool, fragments: inout Int, problem: inout SMILESProblem?) {
    var status: Int32 = 0
    var parts: Int32 = 0
    // A SMILES with a zero byte would end there for C.
    let isText = !smiles.utf8.contains(0)
    let parsed = isText ? kindred_molecule_parse(smiles, largestFragment ? 1 : 0, &parts, &status) : nil
    fragments = Int(parts)
    guard let parsed else {
      problem = isText ? SMILESProblem(status: status) ?? .failed : .syntax
      return nil
    }
    problem = nil
    handle = parsed
  }

  deinit { kindred_molecule_free(handle) }

  /// Canonical and isomeric; nil where RDKit fails.
  var canonicalSMILES: String? { Self.taken(kindred_molecule_smiles(handle)) }

  /// Of the Bemis-Murcko scaffold (Bemis & Murcko 1996), without stereo; empty where there is no ring.
  var scaffold: String? { Self.taken(kindred_molecule_scaffold(handle)) }

  /// Appends the molecule's graph; false where RDKit fails.
  func appendGraph(to graphs: inout MolecularGraphs) -> Bool {
    let atomCount = Int(kindred_molecule_atom_count(handle))
    let bondCount = Int(kindred_molecule_bond_count(handle))
    var atoms = [kindred_atom](repeating: kindred_atom(), count: atomCount)
    var bonds = [kindred_bond](repeating: kindred_bond(), count: bondCount)
    guard kindred_molecule_graph(handle, &atoms, &bonds) == 0 else { return false }
    graphs.atoms.append(contentsOf: atoms.lazy.map(MolecularAtom.init))
    graphs.atomStarts.append(graphs.atoms.count)
    graphs.bonds.append(contentsOf: bonds.lazy.map(MolecularBond.init))
    graphs.bondStarts.append(graphs.bonds.count)
    return true
  }

  /// The hashed Morgan environments, ascending by bit, and how often each occurs; nil where RDKit fails.
  func morgan(_ settings: FingerprintSettings) -> (bits: ArraySlice<Int32>, counts: [UInt16])? {
    // Every atom has at most one environment for each radius.
    let capacity = Int(kindred_molecule_atom_count(handle)) * (settings.radius + 1)
    var bits = [Int32](repeating: 0, count: capacity)
    var counts = [Int32](repeating: 0, count: capacity)
    let count = Int(
      kindred_molecule_morgan(
        handle, Int32(settings.radius), Int32(settings.bits), &bits, &counts, Int32(capacity)))
    guard count >= 0, count <= capacity else { return nil }
    return (bits[..<count], counts[..<count].map { UInt16(clamping: $0) })
  }

  /// RDKit's two-dimensional descriptors in the order of `MoleculeTable.descriptorNames`, NaN where one is undefined.
  var descriptors: [Double] {
    var values = [Double](repeating: .nan, count: Int(kindred_descriptor_count()))
    _ = kindred_molecule_descriptors(handle, &values)
    return values
  }

  private static func taken(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { kindred_free(text) }
    return String(cString: text)
  }
}

extension MolecularAtom {
  fileprivate init(_ atom: kindred_atom) {
    self.init(
      element: atom.element, degree: atom.degree, charge: atom.charge, hydrogens: atom.hydrogens,
      hybridisation: atom.hybridisation, chirality: atom.chirality, radicals: atom.radicals, flags: atom.flags)
  }
}

extension MolecularBond {
  fileprivate init(_ bond: kindred_bond) {
    self.init(begin: bond.begin, end: bond.end, order: bond.order, stereo: bond.stereo, flags: bond.flags)
  }
}
