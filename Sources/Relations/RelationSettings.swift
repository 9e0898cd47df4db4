/// How relations are computed.
public struct RelationSettings: Codable, Equatable, Sendable {
  /// Rows of a task beyond which distances, principal axes, ranks of numbers and neighbours use a sample; at least 2.
  public var maxRowsPerTask: Int
  /// Different rows that all samples together may hold; where they would hold more, every sample shrinks alike. Memory is
  /// proportional to it and time to its square.
  public var maxPoolRows: Int
  /// Decides which rows are sampled, and nothing else.
  public var seed: UInt64

  /// Settings; traps where a sample could hold fewer than two rows. The defaults are those of a study.
  public init(maxRowsPerTask: Int = 1000, maxPoolRows: Int = 200_000, seed: UInt64 = 0) {
    precondition(maxRowsPerTask >= 2 && maxPoolRows >= 2, "a distance needs two rows")
    self.maxRowsPerTask = maxRowsPerTask
    self.maxPoolRows = maxPoolRows
    self.seed = seed
  }
}
