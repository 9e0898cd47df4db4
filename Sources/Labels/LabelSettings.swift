public import Panels

/// Splits and replicates of all measurements of a study (docs/labels.md), whoever trains.
public struct LabelSettings: Codable, Equatable, Sendable {
  /// Folds of the cross-validation of every replicate, 3 to 100: one is tested on and one stops the training.
  public var folds: Int
  /// Replicates of each measured pair.
  public var replicates: Int
  /// Replicates of each task alone; at least `replicates`.
  public var baselineReplicates: Int
  /// Share of the rows that only `verify` sees.
  public var verifyFraction: Double
  /// Decides splits, initial weights and the order of batches.
  public var seed: UInt64

  /// The most replicates of anything.
  package static let mostReplicates = 10_000

  /// Settings; the defaults are those of a study.
  public init(
    folds: Int = 5, replicates: Int = 10, baselineReplicates: Int = 20, verifyFraction: Double = 0.2, seed: UInt64 = 0
  ) {
    self.folds = folds
    self.replicates = replicates
    self.baselineReplicates = baselineReplicates
    self.verifyFraction = verifyFraction
    self.seed = seed
  }

  /// How rows are split.
  public var splits: SplitSettings { SplitSettings(verifyFraction: verifyFraction, folds: folds, seed: seed) }
}
