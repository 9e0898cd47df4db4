internal import CRDKit

/// Why a SMILES gives no molecule.
package enum SMILESProblem: UInt8, CaseIterable, Sendable {
  case empty = 1
  case syntax, valence, aromaticity, reaction, tooLarge, failed

  init?(status: Int32) {
    if status == 0 { return nil }
    self = SMILESProblem(rawValue: UInt8(clamping: status)) ?? .failed
  }

  /// In a few words, as `skipped.csv` has it.
  package var words: String {
    switch self {
    case .empty: "no SMILES"
    case .syntax: "not a SMILES"
    case .valence: "an atom with a valence that it cannot have"
    case .aromaticity: "aromatic atoms without a Kekule structure"
    case .reaction: "a reaction, not a molecule"
    case .tooLarge: "more than \(KINDRED_MAX_ATOMS) heavy atoms or \(KINDRED_MAX_SMILES_BYTES) characters"
    case .failed: "RDKit cannot read it"
    }
  }
}
