/// A reading as bytes, for a cache: what was read from the same texts with the same settings by the same RDKit.
extension MoleculeReading {
  /// Raised when what is stored, or its order, changes.
  private static let format: UInt64 = 1

  /// What a reading depends on, as one number.
  package static func key(of texts: [String], settings: MoleculeSettings) -> UInt64 {
    var sum = WordSum()
    sum.add(format)
    sum.add(RDKit.version ?? "")
    sum.add(settings.fingerprint.text)
    sum.add(settings.largestFragment ? 1 : 0)
    for text in texts { sum.add(text) }
    return sum.value
  }

  /// The reading with its key and a sum over all of it.
  package func bytes(key: UInt64) -> [UInt8] {
    var writer = ByteWriter()
    writer.append([Self.format, key])
    writer.append(molecules)
    writer.append(problems)
    writer.append(fragments)
    writer.append(texts: table.smiles)
    writer.append(texts: table.scaffolds)
    writer.append(table.graphs.atomStarts)
    writer.append(table.graphs.atoms)
    writer.append(table.graphs.bondStarts)
    writer.append(table.graphs.bonds)
    writer.append(table.bitStarts)
    writer.append(table.bits)
    writer.append(table.counts)
    writer.append(table.descriptors)
    return writer.closed()
  }

  /// Reads it back; nil where the bytes are another key's, another format's, or not whole.
  package init?(bytes: [UInt8], key: UInt64) {
    guard var reader = ByteReader(bytes), let head = reader.array(of: UInt64.self), head == [Self.format, key],
      let molecules = reader.array(of: Int32.self), let problems = reader.array(of: UInt8.self),
      let fragments = reader.array(of: UInt16.self), let smiles = reader.texts(), let scaffolds = reader.texts(),
      let atomStarts = reader.array(of: Int.self), let atoms = reader.array(of: MolecularAtom.self),
      let bondStarts = reader.array(of: Int.self), let bonds = reader.array(of: MolecularBond.self),
      let bitStarts = reader.array(of: Int.self), let bits = reader.array(of: Int32.self),
      let counts = reader.array(of: UInt16.self), let descriptors = reader.array(of: Double.self)
    else { return nil }
    self.molecules = molecules
    self.problems = problems
    self.fragments = fragments
    table.smiles = smiles
    table.scaffolds = scaffolds
    table.graphs.atomStarts = atomStarts
    table.graphs.atoms = atoms
    table.graphs.bondStarts = bondStarts
    table.graphs.bonds = bonds
    table.bitStarts = bitStarts
    table.bits = bits
    table.counts = counts
    table.descriptors = descriptors
  }
}
