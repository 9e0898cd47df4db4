internal import Diagnostics
internal import LinearAlgebra
internal import Panels

/// How far the sampled relations are from those of all rows, estimated from the sample.
///
/// The sample of up to 32 sampled tasks is dealt into two halves, a row into the same half for every task, and the
/// relations are computed on each: half their difference estimates the standard error of the whole sample (Wolter 2007,
/// section 2.2), times sqrt(1 - m/n) for the finite task.
struct SamplingErrors: Sendable {
  /// Tasks that are enough to estimate a mean error by, and keep the estimate cheaper than the relations.
  static let mostTasks = 32
  private let exact: ExactRelations
  private let sample: RowSample
  private let numericFeatures: [Int]
  private let columns: [RelationColumn]
  private let seed: UInt64
  private let sizes: [Int]
  /// Tasks that were sampled.
  private let sampledTasks: [Int]

  /// The errors of those of `relations` that depend on the sample.
  init(of relations: [Relation], exact: ExactRelations, sample: RowSample, numericFeatures: [Int], seed: UInt64) {
    self.exact = exact
    self.sample = sample
    self.numericFeatures = numericFeatures
    self.seed = seed
    columns = relations.filter { $0.family.usesSample(numericFeatures: !numericFeatures.isEmpty) }.flatMap(\.columns)
    let sizes = exact.rowCounts
    self.sizes = sizes
    sampledTasks = sizes.indices.filter { sample.rows[$0].count < sizes[$0] }
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
        exact.panel.inputs, rowsOfTasks: tasks.map { sample.rows[$0].filter { isFirstHalf($0) == side } },
        allRows: tasks.map { sizes[$0] }, numericFeatures: numericFeatures, exact: SampledRelations.ExactTerms(),
        threads: threads, progress: SilentProgress(), interruption: interruption)
    }
    var sums = [Double](repeating: 0, count: columns.count)
    var counts = sums
    for (a, first) in tasks.enumerated() {
      for (b, second) in tasks.enumerated().dropFirst(a + 1) {
        let left = (missingShare(first) + missingShare(second)) / 2
        let pairs = halves.map { half in
          PairContext(first: first, second: second, exact: exact, sample: half, places: (a, b))
        }
        let swapped = pairs.map(\.swapped)
        for (index, column) in columns.enumerated() {
          let gap = (column.value(pairs[0], swapped: swapped[0]) - column.value(pairs[1], swapped: swapped[1])) / 2
          guard gap.isFinite else { continue }
          sums[index] += gap * gap * left
          counts[index] += 1
        }
      }
    }
    let errors = zip(sums, counts).map { $1 > 0 ? ($0 / $1).squareRoot() : 0 }
    return Dictionary(uniqueKeysWithValues: zip(columns.map(\.name), errors))
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
}
