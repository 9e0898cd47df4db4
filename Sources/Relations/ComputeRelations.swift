public import Diagnostics
internal import LinearAlgebra
public import Panels
internal import Statistics

/// All relations of the registry for every pair of tasks of a panel.
///
/// Sizes, means, overlaps and labels are computed from all rows; distances, principal axes, ranks of features that are not
/// 0/1, and neighbours from all rows of tasks up to `settings.maxRowsPerTask` and a seeded sample of larger ones.
/// The result does not depend on `threads`. A cell is NaN where a relation is undefined: distances of a task of one row,
/// ratios over 0, axes that are not unique, labels that cannot be compared.
///
/// - Parameters:
///   - hidden: by row of the panel, whether its labels must not be seen (verification rows); its inputs are used.
///   - progress: told of the sweep over pairs of rows, which takes most of the time.
/// - Throws: `UserError` for fewer than two tasks or a task without rows, and `.interrupted`.
/// - Complexity: O(S^2 (features + tasks per row) + T^2 features) for S sampled rows and T tasks.
public func computeRelations(
  of panel: Panel, settings: RelationSettings, excludingLabelsOf hidden: [Bool], threads: Int,
  progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption()
) throws -> RelationReading {
  precondition(hidden.count == panel.rowCount, "\(hidden.count) flags for \(panel.rowCount) rows")
  guard panel.tasks.count >= 2 else { throw UserError.relationsNeedTwoTasks(found: panel.tasks.count) }
  for task in panel.tasks where task.rows.isEmpty { throw UserError.relationsNeedRows(task: task.name) }
  useSingleThreadedBLAS()
  let computation = RelationComputation(
    panel: panel, settings: settings, hidden: hidden, threads: threads, progress: progress, interruption: interruption)
  return try computation.reading()
}

/// One call of `computeRelations`.
struct RelationComputation: Sendable {
  let panel: Panel
  let settings: RelationSettings
  let hidden: [Bool]
  let threads: Int
  let progress: any ProgressReporter
  let interruption: Interruption

  func reading() throws -> RelationReading {
    let rowsOfTasks = panel.tasks.map(\.rows)
    let means = TaskMeans(panel.features, rowsOfTasks: rowsOfTasks, threads: threads)
    let sample = RowSample(rowsOfTasks: rowsOfTasks, rowCount: panel.rowCount, settings: settings)
    let sampled = try SampledRelations(
      panel.features, rowsOfTasks: sample.rows, allRows: rowsOfTasks.map(\.count), means: means,
      copies: copies(rowsOfTasks, sample: sample), threads: threads, progress: progress, interruption: interruption)
    let labels = panel.tasks.map { TaskLabels($0, excluding: hidden) }
    let sharedLabels = SharedLabels(panel, labels: labels, excluding: hidden, threads: threads)
    try interruption.check()
    let table = RelationTable(
      taskCount: panel.tasks.count, names: Relation.names,
      values: values(sampled: sampled, means: means, labels: labels, sharedLabels: sharedLabels))
    let errors = try SamplingErrors(
      panel.features, sample: sample, rowsOfTasks: rowsOfTasks, means: means, seed: settings.seed)
    return RelationReading(
      table: table,
      sampling: try errors.report(threads: threads, interruption: interruption))
  }

  /// The rows that two tasks hold, which only samples need; nil where there can be none, as each row is of one task.
  private func copies(_ rowsOfTasks: [[Int]], sample: RowSample) -> SetIntersections? {
    guard panel.layout == .wide, sample.rows != rowsOfTasks else { return nil }
    return SetIntersections(of: rowsOfTasks, universe: panel.rowCount, threads: threads)
  }

  /// (pairs, relations): every pair's row, tasks in parallel.
  private func values(
    sampled: SampledRelations, means: TaskMeans, labels: [TaskLabels], sharedLabels: SharedLabels
  ) -> Matrix<Double> {
    let taskCount = panel.tasks.count
    let cosines = means.cosines()
    let overlap = TaskOverlap(of: panel, threads: threads)
    var values = Matrix<Double>(rows: taskCount * (taskCount - 1) / 2, columns: Relation.all.count)
    values.elements.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let cells = buffer
      parallelFor(taskCount - 1, threads: threads) { a in
        for b in a + 1..<taskCount {
          let row = pairColumns(
            a, b, sampled: sampled, means: means, cosine: cosines[a, b], labels: labels, overlap: overlap,
            sharedLabels: sharedLabels)
          let start = RelationTable.pairIndex(a, b, taskCount: taskCount) * Relation.all.count
          for (column, value) in row.enumerated() { cells[start + column] = value }
        }
      }
    }
    return values
  }

  /// The values of one pair a < b in the order of the registry.
  private func pairColumns(
    _ a: Int, _ b: Int, sampled: SampledRelations, means: TaskMeans, cosine: Double, labels: [TaskLabels],
    overlap: TaskOverlap, sharedLabels: SharedLabels
  ) -> [Double] {
    let gaps = means.gaps(a, b)
    return sizeColumns(panel.tasks[a].rows.count, panel.tasks[b].rows.count)
      + sampled.distanceColumns(a, b)
      + [
        gaps.euclidean, min(max(cosine, -1), 1), sampled.axisAlignment(a, b),
        sampled.rankDivergence(a, b, binaryCity: gaps.binaryCity), sampled.crossLink(a, b),
      ]
      + OverlapRelations(entities: (overlap.sizes[a], overlap.sizes[b]), shared: overlap.shared(a, b)).columns
      + [
        sharedLabels.correlation(a, b), labels[a].meanGap(labels[b]), labels[a].varianceRatio(labels[b]),
        labels[a].imbalanceGap(labels[b]),
      ]
  }

  /// `data_size` to `size_gap`.
  private func sizeColumns(_ a: Int, _ b: Int) -> [Double] {
    let (first, second, sum) = (Double(a), Double(b), Double(a + b))
    return [sum, first / sum, second / sum, (first - second).magnitude / sum]
  }
}
