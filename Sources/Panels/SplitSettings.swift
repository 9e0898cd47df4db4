internal import LinearAlgebra

/// How the rows of a panel are split: what is set aside for verification, and the folds of each replicate.
public struct SplitSettings: Equatable, Sendable {
  /// Share of the rows that only verification sees, in [0, 1); a panel's own test rows take its place.
  public var verifyFraction: Double
  /// Folds of every replicate's cross-validation.
  public var folds: Int
  /// Decides which rows go where.
  public var seed: UInt64

  /// Settings; the defaults are those of a study.
  public init(verifyFraction: Double = 0.2, folds: Int = 5, seed: UInt64 = 0) {
    self.verifyFraction = verifyFraction
    self.folds = folds
    self.seed = seed
  }

  /// By row: whether only verification may see it.
  public func verification(_ panel: Panel) -> [Bool] {
    Splits.verification(panel, fraction: verifyFraction, seed: RandomStream(seed: seed).split("verification"))
  }

  /// The block of each row, 0..<count: a part of the entities that is the same in all replicates.
  public func blocks(_ panel: Panel, isVerification: [Bool], count: Int) -> [UInt8] {
    Splits.blocks(
      panel, count: count, isVerification: isVerification, stream: RandomStream(seed: seed).split("blocks"))
  }

  /// The fold of each row in a replicate, -1 for verification rows.
  public func folds(_ panel: Panel, replicate: Int, excluding: [Bool]) -> [Int8] {
    Splits.folds(
      panel, count: folds, excluding: excluding, stream: RandomStream(seed: seed).split("folds", replicate))
  }
}
