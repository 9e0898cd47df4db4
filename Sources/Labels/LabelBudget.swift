internal import Foundation

/// How much a study may cost (`--fraction`, `--budget`).
public enum LabelBudget: Codable, Equatable, Sendable {
  /// A share of the pairs, 0...1; replicates as the settings say.
  case fraction(Double)
  /// Fits in all (one fit is one fold of one job), baseline included.
  case fits(Int)
  /// Seconds of wall time of the whole call, on its threads: tasks alone, pairs, plans and their verification.
  case seconds(Double)
  /// A share of the pairs, or as many as an hour allows where they would take longer.
  case automatic(fraction: Double)

  /// The time that a whole call may take; nil where it is no time.
  package var callSeconds: Double? {
    switch self {
    case .fraction, .fits: nil
    case .seconds(let seconds): seconds
    case .automatic: Self.automaticSeconds
    }
  }

  /// Whether it buys nothing at all.
  package var isNothing: Bool {
    switch self {
    case .fraction(let share), .automatic(let share): share <= 0
    case .fits(let count): count == 0
    case .seconds(let seconds): seconds == 0
    }
  }

  /// What may be asked for: thirty years, and more fits than they would do.
  package static let secondsRange = 0.0...1e9
  package static let fitsRange = 0...1_000_000_000_000
  /// What a run may take where nobody says.
  package static let automaticSeconds = 3600.0
  /// How the automatic budget is written.
  package static let automaticName = "auto"

  private static let units: [(suffix: String, seconds: Double)] = [("s", 1), ("m", 60), ("h", 3600)]

  /// Reads `1200` as fits and `90s`, `30m` or `2h` as a time; nil for anything else, or out of range.
  public init?(_ text: String) {
    if let unit = Self.units.first(where: { text.hasSuffix($0.suffix) }) {
      guard let number = Double(text.dropLast()), Self.secondsRange.contains(number * unit.seconds) else { return nil }
      self = .seconds(number * unit.seconds)
    } else {
      guard let fits = Int(text), Self.fitsRange.contains(fits) else { return nil }
      self = .fits(fits)
    }
  }
}

extension LabelBudget: CustomStringConvertible {
  /// As it is typed: `0.25`, `1200`, `90s`, `auto`.
  public var description: String {
    switch self {
    case .fraction(let share): "\(share)"
    case .fits(let count): "\(count)"
    case .seconds(let seconds): "\(seconds)s"
    case .automatic: Self.automaticName
    }
  }
}
