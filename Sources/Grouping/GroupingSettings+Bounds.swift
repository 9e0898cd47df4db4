internal import Diagnostics

extension GroupingSettings {
  /// The bounds of every number, declared once: for messages here, and for making bad values in the tests.
  package static let bounds:
    [(name: String, value: @Sendable (GroupingSettings) -> Double?, bounds: ClosedRange<Double>)] = [
      ("the maximum number of groups", { $0.maximumGroups.map(Double.init) }, 0...1_000_000),
      ("the minimum group size", { Double($0.minimumSize) }, 2...1_000_000),
      ("the maximum group size", { $0.maximumSize.map(Double.init) }, 2...1_000_000),
      ("the cost budget", { $0.costBudget }, 1e-9...1e12),
      ("the cost of a network", { $0.networkCost }, 0...1e12),
    ]

  /// Throws the first number that is out of its bounds, with the bounds.
  package func checkBounds() throws {
    for (name, value, bounds) in Self.bounds {
      guard let number = value(self), !bounds.contains(number) else { continue }
      throw UserError.groupingSetting(
        name, found: Self.text(number), expected: "\(Self.text(bounds.lowerBound)) to \(Self.text(bounds.upperBound))")
    }
    if let maximumSize, maximumSize < minimumSize {
      throw UserError.groupingSetting(
        "the maximum group size", found: "\(maximumSize)", expected: "at least the minimum, \(minimumSize)")
    }
  }

  /// Whole numbers without a fraction.
  private static func text(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }
}
