/// A heavy atom of a molecular graph, eight bytes; hydrogens are a number, not atoms.
package struct MolecularAtom: BitwiseCopyable, Equatable, Sendable {
  /// Atomic number; 0 for a wildcard.
  package var element: UInt8
  /// Neighbours that are atoms of the graph.
  package var degree: UInt8
  package var charge: Int8
  /// Hydrogens that are no atoms of the graph, implicit and written.
  package var hydrogens: UInt8
  /// RDKit's number: 1 s, 2 sp, 3 sp2, 4 sp3, then those with d; 0 unknown.
  package var hybridisation: UInt8
  /// RDKit's number: 0 unspecified, 1 clockwise, 2 counter-clockwise.
  package var chirality: UInt8
  package var radicals: UInt8
  package var flags: UInt8

  package var isAromatic: Bool { flags & 1 != 0 }
  package var isInRing: Bool { flags & 2 != 0 }
}

/// A bond of a molecular graph, eight bytes.
package struct MolecularBond: BitwiseCopyable, Equatable, Sendable {
  /// Places of its atoms in the graph.
  package var begin: UInt16
  package var end: UInt16
  /// RDKit's number: 1 single, 2 double, 3 triple, 12 aromatic.
  package var order: UInt8
  /// RDKit's number: 0 none, 1 any, 2 Z, 3 E.
  package var stereo: UInt8
  package var flags: UInt8
  package var unused: UInt8 = 0

  package var isAromatic: Bool { flags & 1 != 0 }
  package var isInRing: Bool { flags & 2 != 0 }
  package var isConjugated: Bool { flags & 4 != 0 }
}

/// The graphs of many molecules, their atoms and bonds behind one another.
///
/// Molecule m has `atoms[atomStarts[m]..<atomStarts[m + 1]]` and `bonds[bondStarts[m]..<bondStarts[m + 1]]`; a bond names
/// atoms by their place within the molecule.
package struct MolecularGraphs: Equatable, Sendable {
  package internal(set) var atomStarts = [0]
  package internal(set) var atoms: [MolecularAtom] = []
  package internal(set) var bondStarts = [0]
  package internal(set) var bonds: [MolecularBond] = []

  package init() {}

  /// Molecules.
  package var count: Int { atomStarts.count - 1 }

  package func atoms(of molecule: Int) -> ArraySlice<MolecularAtom> {
    atoms[atomStarts[molecule]..<atomStarts[molecule + 1]]
  }

  package func bonds(of molecule: Int) -> ArraySlice<MolecularBond> {
    bonds[bondStarts[molecule]..<bondStarts[molecule + 1]]
  }

  mutating func append(_ molecule: Int, of others: MolecularGraphs) {
    atoms.append(contentsOf: others.atoms(of: molecule))
    atomStarts.append(atoms.count)
    bonds.append(contentsOf: others.bonds(of: molecule))
    bondStarts.append(bonds.count)
  }
}
