internal import LinearAlgebra

/// Molecules grown from fragments, and which fragments each has: the samples of a synthetic panel of molecules.
///
/// A molecule is a chain of fragments, each bound to the one before; every chain is a valid SMILES.
struct SyntheticMolecules {
  /// Each begins and ends with an atom that has a bond to give.
  static let fragments = [
    "c1ccc(cc1)", "C(=O)N", "c1cnc(nc1)", "C1CCN(CC1)", "S(=O)(=O)N", "C(F)(F)", "c1csc(n1)", "C(C#N)", "OC",
    "C(C(=O)O)",
    "c1cc(oc1)", "C(Cl)", "C1(CC1)", "NC", "C(C)(C)", "C(O)", "C=C", "SC", "C#C", "c1c[nH]c2ccc(cc12)",
  ]
  private static let shortest = 3
  static let longest = 7

  let smiles: [String]
  /// (molecules, fragments): whether the fragment is in it, as 0 and 1 scaled to mean 0 and variance 1.
  let features: Matrix<Double>

  /// Molecules that are all different, of the first `kinds` fragments.
  init(_ count: Int, kinds: Int, stream: RandomStream) {
    var stream = stream
    var seen: Set<String> = []
    var chains: [[Int]] = []
    var smiles: [String] = []
    while smiles.count < count {
      let length = Self.shortest + stream.below(Self.longest - Self.shortest + 1)
      let chain = (0..<length).map { _ in stream.below(kinds) }
      let text = "C" + chain.map { Self.fragments[$0] }.joined()
      guard seen.insert(text).inserted else { continue }
      chains.append(chain)
      smiles.append(text)
    }
    var features = Matrix<Double>(rows: count, columns: kinds)
    for kind in 0..<kinds {
      let has = chains.map { $0.contains(kind) ? 1.0 : 0 }
      let share = has.reduce(0, +) / Double(count)
      let spread = max((share * (1 - share)).squareRoot(), 1e-9)
      for row in 0..<count { features[row, kind] = (has[row] - share) / spread }
    }
    self.smiles = smiles
    self.features = features
  }
}
