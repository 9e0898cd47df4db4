/// What is computed of molecules.
package struct MoleculeSettings: Equatable, Sendable {
  package var fingerprint: FingerprintSettings
  /// Whether salts and solvents are taken off: of a SMILES of several fragments the one of most heavy atoms stays.
  package var largestFragment: Bool

  package init(fingerprint: FingerprintSettings = FingerprintSettings(), largestFragment: Bool = false) {
    self.fingerprint = fingerprint
    self.largestFragment = largestFragment
  }
}
