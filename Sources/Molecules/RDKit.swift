internal import CRDKit

/// RDKit, where the package trait of that name built it in.
package enum RDKit {
  /// Its version, such as "2022.09.3"; nil where it was not built in.
  package static let version: String? = {
    kindred_rdkit_silence()
    return kindred_rdkit_version().map { String(cString: $0) }
  }()

  package static var isAvailable: Bool { version != nil }
}
