internal import Diagnostics

/// Splits of a panel whose rows have times: the past trains, the future tests.
///
/// Development rows lie, oldest first, in a base that always trains (fold number `count`), a part that stops the first fold
/// (`count + 1`), and the tested folds 0..<count. Fold f is tested by what was trained on everything before fold f - 1, which
/// stops early. Rows of one time, and of one entity (at its latest time), are never separated.
package enum TimeFolds {
  /// Share of the development rows that the base has; the part that stops the first fold is as large as a fold.
  static let base = 0.4

  /// How old a fold is: 0 the base, 1 what stops the first tested fold, then the tested ones.
  private static func age(of fold: Int, count: Int) -> Int {
    fold == count ? 0 : fold == count + 1 ? 1 : fold + 2
  }

  /// What a row that lies in fold `place` is for where `fold` is tested; nil where it is later.
  package static func use(of place: Int, testing fold: Int, count: Int) -> FoldUse? {
    let (age, tested) = (age(of: place, count: count), fold + 2)
    return age > tested ? nil : age == tested ? .test : age == tested - 1 ? .stop : .train
  }

  /// What a row in fold `place` is for where the verification rows are tested: the latest fold stops.
  package static func use(of place: Int, count: Int) -> FoldUse { place == count - 1 ? .stop : .train }

  /// Whether a fold is tested in development.
  package static func isTested(_ place: Int, count: Int) -> Bool { place >= 0 && place < count }

  /// `true` for the latest `fraction` of the rows, or nearly so where times are shared.
  static func latest(_ fraction: Double, of panel: Panel, times: [Double]) -> [Bool] {
    let own = entityTimes(panel, times)
    let cut = cuts(own, at: [1 - fraction])[0]
    return own.map { $0 >= cut }
  }

  /// The fold of every row that is not excluded, -1 for the others.
  static func folds(of panel: Panel, times: [Double], count: Int, excluding: [Bool]) -> [Int8] {
    let own = entityTimes(panel, times)
    let kept = own.indices.filter { !excluding[$0] }
    let step = (1 - base) / Double(count + 1)
    let shares = (0...count).map { base + step * Double($0) }
    let cuts = cuts(kept.map { own[$0] }, at: shares)
    var folds = [Int8](repeating: -1, count: panel.rowCount)
    for row in kept {
      let age = cuts.count { own[row] >= $0 }
      folds[row] = Int8(age == 0 ? count : age == 1 ? count + 1 : age - 2)
    }
    return folds
  }

  /// By row, the latest time of its entity.
  private static func entityTimes(_ panel: Panel, _ times: [Double]) -> [Double] {
    var latest = [Double](repeating: -.infinity, count: panel.splitUnitCount)
    for (row, unit) in panel.splitUnits.enumerated() { latest[unit] = max(latest[unit], times[row]) }
    return panel.splitUnits.map { latest[$0] }
  }

  /// Times at which the values are cut, so that about a share of them lies before each; ascending and, where there are as many
  /// different times, all different.
  private static func cuts(_ values: [Double], at shares: [Double]) -> [Double] {
    let sorted = values.sorted()
    let steps = sorted.indices.filter { $0 > 0 && sorted[$0] > sorted[$0 - 1] }
    var cuts: [Double] = []
    var next = 0
    for (index, share) in shares.enumerated() {
      // The step nearest to the share that leaves enough for those behind it.
      let last = steps.count - (shares.count - index)
      let wanted = share * Double(sorted.count)
      while next < last, abs(Double(steps[next + 1]) - wanted) < abs(Double(steps[next]) - wanted) { next += 1 }
      cuts.append(next < steps.count ? sorted[steps[next]] : .infinity)
      next += 1
    }
    return cuts
  }
}

/// What a fold is used for in one fit.
package enum FoldUse: Sendable {
  case train, stop, test
}
