/// A measured number with its standard error over replicates, where there is one.
public struct Estimate: Equatable, Sendable {
  public var value: Double
  /// nil with a single replicate.
  public var standardError: Double?

  public init(_ value: Double, standardError: Double? = nil) {
    self.value = value
    self.standardError = standardError
  }
}
