internal import Diagnostics
internal import Labels
internal import Reports

extension Study {
  /// The whole street; returns the verdict in words.
  @discardableResult
  public func run() throws -> String {
    try relate()
    try label()
    if settings.probe.enabled { try probe() }
    try group()
    try verify()
    return try report()
  }
}
