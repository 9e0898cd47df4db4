/// The variance of an estimate that rests on the same rows in every replicate: over blocks of rows and over replicates.
///
/// Rows by a delete-a-block jackknife (Shao & Tu 1995, 2.3), replicates by their spread; what is noise of a single block in a
/// single replicate is in both and is counted once (two-way clusters: Cameron, Gelbach & Miller 2011, equation 2.11).
public struct TwoWayVariance: Equatable, Sendable {
  /// The jackknife's variance over blocks, what is noise of single replicates included.
  public let rows: Double
  /// The variance over replicates; nil with a single one.
  public let replicates: Double?
  /// What is in both.
  public let common: Double

  /// rows + replicates - common, and never below either.
  public var total: Double { max(rows, replicates ?? 0, rows + (replicates ?? 0) - common) }
  /// What would be left with any number of replicates.
  public var rowsAlone: Double { max(0, rows - common) }

  /// - Parameters:
  ///   - estimates: the estimate without each block, at least two.
  ///   - parts: (blocks, replicates): what each replicate adds to the estimate without the block, as a mean; empty where
  ///     replicates are not told apart.
  ///   - replicates: the variance over replicates; nil with one.
  public init(leavingOut estimates: [Double], parts: [[Double]], replicates: Double?) {
    rows = Self.jackknife(estimates)
    self.replicates = replicates
    common = Self.common(parts)
  }

  /// A variance of its parts.
  public init(rows: Double, replicates: Double?, common: Double) {
    self.rows = rows
    self.replicates = replicates
    self.common = common
  }

  /// (B - 1) / B sum of squared deviations of the estimates without each block; 0 below two.
  public static func jackknife(_ estimates: [Double]) -> Double {
    guard estimates.count > 1, let center = mean(estimates) else { return 0 }
    let squares = estimates.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    return squares * Double(estimates.count - 1) / Double(estimates.count)
  }

  /// The jackknife's variance of each replicate about the mean over replicates, divided by their number.
  public static func common(_ parts: [[Double]]) -> Double {
    let blocks = parts.count
    guard blocks > 1, let replicates = parts.map(\.count).min(), replicates > 1 else { return 0 }
    let series = (0..<replicates).map { replicate in
      let values = parts.map { $0[replicate] }
      let center = values.reduce(0, +) / Double(blocks)
      return values.map { $0 - center }
    }
    var squares = 0.0
    for block in 0..<blocks { squares += variance(series.map { $0[block] }) ?? 0 }
    return squares / Double(replicates) * Double(blocks - 1) / Double(blocks)
  }
}
