internal import Diagnostics
internal import LinearAlgebra

/// How far the sampled relations are from those of all rows, estimated from the sample.
///
/// The sample of up to 32 sampled tasks is dealt into two halves, a row into the same half for every task, and the
/// relations are computed on each: half their difference estimates the standard error of the whole sample (Wolter 2007,
/// section 2.2), times sqrt(1 - m/n) for the finite task.
struct SamplingErrors: Sendable {
  /// Tasks that are enough to estimate a mean error by, and keep the estimate cheaper than the relations.
  static let mostTasks = 32
  /// Rows a task that the estimate uses; more are scaled to by the square root of their number.
  private let features: Features
  private let sample: RowSample
  private let means: TaskMeans
  private let seed: UInt64
  private let sizes: [Int]
  /// Tasks that were sampled.
  private let sampledTasks: [Int]

  init(_ features: Features, sample: RowSample, rowsOfTasks: [[Int]], means: TaskMeans, seed: UInt64) throws {
    self.features = features
    self.sample = sample
    self.means = means
    self.seed = seed
    sizes = rowsOfTasks.map(\.count)
    sampledTasks = rowsOfTasks.indices.filter { sample.rows[$0].count < rowsOfTasks[$0].count }
  }

  /// The report of the sample, with the standard errors of the relations that depend on it.
  func report(threads: Int, interruption: Interruption) throws -> SamplingReport {
    SamplingReport(
      rowsPerTask: sample.rowsPerTask, poolRows: Set(sample.rows.joined()).count, sampledTasks: sampledTasks.count,
      standardErrors: try standardErrors(threads: threads, interruption: interruption))
  }

  private func standardErrors(threads: Int, interruption: Interruption) throws -> [String: Double] {
    let tasks = chosenTasks
    guard tasks.count >= 2 else { return [:] }
    let halves = try [true, false].map { side in
      try SampledRelations(
        features, rowsOfTasks: tasks.map { sample.rows[$0].filter { isFirstHalf($0) == side } },
        allRows: tasks.map { sizes[$0] }, means: means, copies: nil, threads: threads,
        progress: SilentProgress(), interruption: interruption)
    }
    let names = Self.names(numericFeatures: !means.numericFeatures.isEmpty)
    var sums = [Double](repeating: 0, count: names.count)
    var counts = sums
    for (a, first) in tasks.enumerated() {
      for (b, second) in tasks.enumerated().dropFirst(a + 1) {
        let left = (missingShare(first) + missingShare(second)) / 2
        let columns = halves.map { Self.columns($0, a, b, hasRanks: !means.numericFeatures.isEmpty) }
        for (column, values) in zip(columns[0], columns[1]).enumerated() {
          let gap = (values.0 - values.1) / 2
          guard gap.isFinite else { continue }
          sums[column] += gap * gap * left
          counts[column] += 1
        }
      }
    }
    let errors = zip(sums, counts).map { $1 > 0 ? ($0 / $1).squareRoot() : 0 }
    return Dictionary(uniqueKeysWithValues: zip(names, errors))
  }

  /// Sampled tasks, evenly spread over the panel, of which both halves have at least two rows.
  private var chosenTasks: [Int] {
    let step = max((sampledTasks.count + Self.mostTasks - 1) / Self.mostTasks, 1)
    return stride(from: 0, to: sampledTasks.count, by: step).map { sampledTasks[$0] }.filter { task in
      let first = sample.rows[task].count { isFirstHalf($0) }
      return first >= 2 && sample.rows[task].count - first >= 2
    }
  }

  private func isFirstHalf(_ row: Int) -> Bool {
    var stream = RandomStream(seed: seed).split("sampling error", row)
    return stream.next() & 1 == 0
  }

  private func missingShare(_ task: Int) -> Double { 1 - Double(sample.rows[task].count) / Double(sizes[task]) }

  private static func names(numericFeatures: Bool) -> [String] {
    Relation.all.filter { relation in
      switch relation.family {
      case .distance, .axes, .neighbours: true
      case .ranks: numericFeatures
      case .size, .mean, .overlap, .labels: false
      }
    }.map(\.name)
  }

  private static func columns(_ half: SampledRelations, _ a: Int, _ b: Int, hasRanks: Bool) -> [Double] {
    half.distanceColumns(a, b) + [half.axisAlignment(a, b)]
      + (hasRanks ? [half.rankDivergence(a, b, binaryCity: 0)] : []) + [half.crossLink(a, b)]
  }
}
