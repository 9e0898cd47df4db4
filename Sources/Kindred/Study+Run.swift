internal import Diagnostics
internal import Labels

extension Study {
  /// All steps in a row; returns the verdict in words. Without any pair to measure (`--budget 0`) nothing is verified either.
  @discardableResult
  public func run() throws -> String {
    labelShare = CallShare.labels
    try relate()
    try label()
    if try settings.probe.enabled && !goesByPrior() { try probe() }
    try group()
    if try !goesByPrior() { try verify() }
    return try report()
  }
}
