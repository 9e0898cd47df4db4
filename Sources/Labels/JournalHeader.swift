internal import LinearAlgebra

/// The first line of a journal: whose measurements follow.
package struct JournalHeader: Codable, Equatable {
  /// The form of the lines that this version writes and reads; journals without a number have the first.
  package static let currentFormat = 1

  package var panel: String
  package var `protocol`: String
  package var format: Int?

  package init(panel: String, protocol: String) {
    self.panel = panel
    self.protocol = `protocol`
    format = Self.currentFormat
  }

  /// Whether lines of both belong together.
  func agrees(with other: JournalHeader) -> Bool { panel == other.panel && `protocol` == other.protocol }

  /// Whether only a newer version knows what the lines say.
  var isNewer: Bool { (format ?? 1) > Self.currentFormat }

  /// What every line carries of it: 8 hex digits.
  package var mark: String {
    var fingerprint = Fingerprint()
    fingerprint.add(panel)
    fingerprint.add(`protocol`)
    return String(fingerprint.hexadecimal.prefix(8))
  }
}
