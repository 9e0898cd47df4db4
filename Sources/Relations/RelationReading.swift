/// All relations of a panel, and how much of them is sampling error.
public struct RelationReading: Sendable {
  /// The relations of all pairs.
  public let table: RelationTable
  /// Which rows of large tasks they were computed from.
  public let sampling: SamplingReport
}

/// Which rows the relations that look at rows one by one were computed from; written to `panel.json`.
public struct SamplingReport: Codable, Equatable, Sendable {
  /// Rows of a task above which a sample of this many was taken: `maxRowsPerTask`, or less where the pool was full.
  public let rowsPerTask: Int
  /// Different rows in all samples together.
  public let poolRows: Int
  /// Tasks of which only a sample was used, out of all.
  public let sampledTasks: Int
  /// By relation: the root mean square, over pairs of sampled tasks, of the standard error that comes from sampling.
  /// Relations that do not depend on the sample are absent; empty where nothing was sampled.
  public let standardErrors: [String: Double]
}
