import LinearAlgebra

/// SMILES of random molecules, and what becomes of them when bytes go astray.
enum RandomSMILES {
  private static let parts = [
    "C", "CC", "O", "N", "C(=O)", "c1ccccc1", "c1ccncc1", "C1CCCCC1", "S", "[N+](C)(C)", "C(F)(F)", "C=C", "C#C",
    "[C@H](C)",
    "c1ccsc1", "C(Cl)", "OC(=O)", "NC(=O)", "/C=C/", "[Si](C)(C)", "c1c[nH]c2ccccc12", ".[Na+].",
  ]
  private static let bytes = Array("CNOScnos()[]=#123%+-@/\\.>*$: H{}~\u{7f}".utf8)

  /// A chain of parts, nearly always a molecule.
  static func molecule(_ stream: inout RandomStream) -> String {
    (0..<(1 + stream.below(6))).map { _ in parts[stream.below(parts.count)] }.joined()
  }

  /// A molecule with some bytes changed, left out, put in, or a piece repeated.
  static func mutated(_ stream: inout RandomStream) -> String {
    var text = Array(molecule(&stream).utf8)
    for _ in 0..<(1 + stream.below(4)) where !text.isEmpty {
      let place = stream.below(text.count)
      switch stream.below(4) {
      case 0: text[place] = bytes[stream.below(bytes.count)]
      case 1: text.remove(at: place)
      case 2: text.insert(bytes[stream.below(bytes.count)], at: place)
      default: text += Array(repeating: text[place...], count: 1 + stream.below(30)).joined()
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
