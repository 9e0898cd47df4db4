internal import Statistics

extension GainEstimator {
  /// The gains of `gains(from:)` with standard errors over rows and replicates (docs/labels.md), by blocks of rows.
  ///
  /// Where losses are not kept by block the errors are over replicates alone: all replicates are of the same rows, so they
  /// are too small then. O(10 measurements).
  public func gainsOverRows(from table: LossTable, ofSize size: Int = 2) -> [Gain] {
    let all = measuredGains(from: table, ofSize: size)
    guard table.hasBlocks else { return all.map(\.gain) }
    let without = BlockSet.allButOne.map { blocks in
      Dictionary(
        uniqueKeysWithValues: measuredGains(from: table.restricted(to: blocks), ofSize: size).map {
          (GainKey($0.gain), $0)
        })
    }
    return all.map { measured in
      var gain = measured.gain
      let left = without.compactMap { $0[GainKey(gain)] }
      guard left.count == BlockSet.blockCount else { return gain }
      let variance = TwoWayVariance(
        leavingOut: left.map(\.gain.gain), parts: left.map(\.parts), replicates: gain.gainSE.map { $0 * $0 })
      gain.gainSE = variance.total.squareRoot()
      return gain
    }
  }
}

/// Which gain of a table one is.
private struct GainKey: Hashable {
  var target: Int
  var partners: TaskSet

  init(_ gain: Gain) {
    target = gain.target
    partners = gain.partners
  }
}
