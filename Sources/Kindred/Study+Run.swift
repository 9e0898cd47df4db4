internal import Diagnostics
internal import Labels

extension Study {
  /// All steps in a row; returns the verdict in words. Without any pair to measure (`--budget 0`) nothing is verified either.
  ///
  /// A study of primary tasks measures what concerns them and nothing else: no label plan, no probe, no predictor.
  ///
  /// - Parameter tunes: whether it begins with a search for ways of training (`tune`); nil where nobody said how networks are
  ///   trained and nothing was measured yet.
  @discardableResult
  public func run(tunes: Bool? = nil) throws -> String {
    labelShare = CallShare.labels
    try relate()
    switch tunes {
    case true?: try tune()
    case false?: break
    case nil: try tuneByDefault()
    }
    if choosesHelpers { return try report() }
    try label()
    if try settings.probe.enabled && !goesByPrior() { try probe() }
    try group()
    if try !goesByPrior() { try verify() }
    return try report()
  }
}
