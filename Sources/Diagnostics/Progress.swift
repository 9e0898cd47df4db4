/// Where long work says how far it is; the command line draws it, the library's default is silence.
///
/// Calls may come from any thread.
public protocol ProgressReporter: Sendable {
  /// A step of `total` units begins. A step that follows replaces it.
  func begin(_ step: String, total: Int)
  /// `units` more are done.
  func advance(by units: Int)
  /// The step is over; `summary` says in a few words what came out.
  func end(_ summary: String)
  /// Something the user should know, once.
  func note(_ message: String)
}

/// Says nothing.
public struct SilentProgress: ProgressReporter {
  /// A reporter that drops whatever it is told.
  public init() {}
  /// Does nothing.
  public func begin(_ step: String, total: Int) {}
  /// Does nothing.
  public func advance(by units: Int) {}
  /// Does nothing.
  public func end(_ summary: String) {}
  /// Does nothing.
  public func note(_ message: String) {}
}
