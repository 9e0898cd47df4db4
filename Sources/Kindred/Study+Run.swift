internal import Diagnostics
internal import Labels

extension Study {
  /// All steps in a row; returns the verdict in words. Without any pair to measure (`--budget 0`) nothing is verified either.
  ///
  /// A study of primary tasks measures what concerns them and nothing else: no label plan, no probe, no predictor.
  @discardableResult
  public func run() throws -> String {
    labelShare = CallShare.labels
    _ = try panel()
    try relate()
    if choosesHelpers { return try report() }
    try label()
    if try settings.probe.enabled && !goesByPrior() { try probe() }
    try group()
    if try !goesByPrior() { try verify() }
    return try report()
  }
}
