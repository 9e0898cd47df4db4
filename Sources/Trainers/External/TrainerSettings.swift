/// A trainer from outside: the command that is called for each fold of a job, and how (docs/trainers.md).
///
/// Only the command decides what a job's result is; the rest may change from call to call.
public struct TrainerSettings: Codable, Equatable, Sendable {
  /// The program and its arguments, with placeholders such as `{job}`; nil for the built-in networks.
  public var command: [String]?
  /// Seconds after which a call is ended; nil or 0 for never.
  public var timeout: Double?
  /// How often a call that was ended by a signal, took too long or asked for it (exit code 75) is tried again; nil for 2.
  public var retries: Int?
  /// Calls at once; nil for 1, as most trainers use several processors.
  public var jobs: Int?

  /// The built-in networks.
  public init() {}

  /// A trainer that is called once at a time, without a limit of time.
  public init(command: [String]) { self.command = command }

  /// Whether a trainer from outside is meant.
  public var isGiven: Bool { command != nil }

  package static let timeoutBounds = 0.0...1e7
  package static let retryBounds = 0...1000
  package static let jobBounds = 1...4096
}
