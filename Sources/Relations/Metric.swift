/// How far two rows are apart.
public enum Metric: String, Codable, Sendable, CaseIterable {
  /// The square root of the sum of squared differences.
  case euclidean
  /// The sum of absolute differences (city block).
  case manhattan
}
