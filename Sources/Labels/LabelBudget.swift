internal import Foundation

/// How much labelling may cost (`--fraction`, `--budget`).
public enum LabelBudget: Codable, Equatable, Sendable {
  /// A share of the pairs, 0...1; replicates as the settings say.
  case fraction(Double)
  /// Fits in all (one fit is one fold of one job), baseline included.
  case fits(Int)
  /// Seconds of wall time in all, baseline included, on the threads of the run.
  case seconds(Double)

  /// What may be asked for: thirty years, and more fits than they would do.
  package static let secondsRange = 0.0...1e9
  package static let fitsRange = 0...1_000_000_000_000

  /// Reads `1200` as fits and `90s` as seconds; nil for anything else, or out of range.
  public init?(_ text: String) {
    if text.hasSuffix("s") {
      guard let seconds = Double(text.dropLast()), Self.secondsRange.contains(seconds) else { return nil }
      self = .seconds(seconds)
    } else {
      guard let fits = Int(text), Self.fitsRange.contains(fits) else { return nil }
      self = .fits(fits)
    }
  }
}

extension LabelBudget: CustomStringConvertible {
  /// As it is typed: `0.25`, `1200`, `90s`.
  public var description: String {
    switch self {
    case .fraction(let share): "\(share)"
    case .fits(let count): "\(count)"
    case .seconds(let seconds): "\(seconds)s"
    }
  }
}
