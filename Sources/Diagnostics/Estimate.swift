/// A measured number with its standard error over replicates, where there is one.
package struct Estimate: Equatable, Sendable {
  package var value: Double
  /// nil with a single replicate.
  package var standardError: Double?

  package init(_ value: Double, standardError: Double? = nil) {
    self.value = value
    self.standardError = standardError
  }
}
