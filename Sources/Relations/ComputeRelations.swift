public import Diagnostics
internal import LinearAlgebra
public import Panels
internal import Statistics

/// Relations of every pair of tasks of a panel.
///
/// Sizes, means, overlaps and labels are computed from all rows; distances, principal axes, ranks of features that are not
/// 0/1, and neighbours from all rows of tasks up to `settings.maxRowsPerTask` and a seeded sample of larger ones.
/// The result does not depend on `threads`. A cell is NaN where a relation is undefined: distances of a task of one row,
/// ratios over 0, axes that are not unique, labels that cannot be compared.
///
/// - Parameters:
///   - relations: what is computed; they differ in name. nil is `Relation.all(of: panel)`.
///   - panel: of at least two tasks, each with a row.
///   - settings: how large tasks are sampled.
///   - hidden: by row of the panel, whether its labels must not be seen (verification rows); its inputs are used.
///   - threads: how many may be used.
///   - progress: told of the sweep over pairs of rows, which takes most of the time.
///   - interruption: raised where it is to stop.
/// - Throws: `UserError` for fewer than two tasks or a task without rows, and `.interrupted`.
/// - Complexity: O(S^2 (features + tasks per row) + T^2 features) for S sampled rows and T tasks.
public func computeRelations(
  _ relations: [Relation]? = nil, of panel: Panel, settings: RelationSettings,
  excludingLabelsOf hidden: [Bool], threads: Int, progress: any ProgressReporter = SilentProgress(),
  interruption: Interruption = Interruption()
) throws -> RelationReading {
  let relations = relations ?? Relation.all(of: panel)
  precondition(hidden.count == panel.rowCount, "\(hidden.count) flags for \(panel.rowCount) rows")
  precondition(Set(relations).count == relations.count, "two relations have one name")
  guard panel.tasks.count >= 2 else { throw UserError.relationsNeedTwoTasks(found: panel.tasks.count) }
  for task in panel.tasks where task.rows.isEmpty { throw UserError.relationsNeedRows(task: task.name) }
  useSingleThreadedBLAS()
  let rowsOfTasks = panel.tasks.map(\.rows)
  let sample = RowSample(rowsOfTasks: rowsOfTasks, rowCount: panel.rowCount, settings: settings)
  let means = TaskMeans(panel.features, rowsOfTasks: rowsOfTasks, threads: threads)
  let exact = ExactRelations(panel, means: means, excludingLabelsOf: hidden, threads: threads)
  // Only in a wide panel can two tasks hold the same row, and only samples need to know how many.
  let copies =
    panel.layout == .wide && sample.rows != rowsOfTasks
    ? SetIntersections(of: rowsOfTasks, universe: panel.rowCount, threads: threads) : nil
  let sampled = try SampledRelations(
    panel.inputs, rowsOfTasks: sample.rows, allRows: exact.rowCounts, numericFeatures: means.numericFeatures,
    exact: SampledRelations.ExactTerms(copies: copies, binaryCity: exact.meanGaps.binaryCity), threads: threads,
    progress: progress, interruption: interruption)
  let table = relationTable(relations, exact: exact, sample: sampled, threads: threads)
  let errors = SamplingErrors(
    of: relations, exact: exact, sample: sample, numericFeatures: means.numericFeatures, seed: settings.seed)
  return RelationReading(table: table, sampling: try errors.report(threads: threads, interruption: interruption))
}

/// Every pair's row, first tasks in parallel.
private func relationTable(
  _ relations: [Relation], exact: ExactRelations, sample: SampledRelations, threads: Int
) -> RelationTable {
  let taskCount = exact.panel.tasks.count
  let columns = relations.flatMap(\.columns)
  var values = Matrix<Double>(rows: TaskPair.count(taskCount: taskCount), columns: columns.count)
  values.elements.withUnsafeMutableBufferPointer { buffer in
    nonisolated(unsafe) let cells = buffer
    parallelFor(taskCount - 1, threads: threads) { a in
      for b in a + 1..<taskCount {
        let pair = PairContext(first: a, second: b, exact: exact, sample: sample, places: (a, b))
        let start = TaskPair(a, b).index(taskCount: taskCount) * columns.count
        for (index, column) in columns.enumerated() { cells[start + index] = column.value(pair) }
      }
    }
  }
  return RelationTable(taskCount: taskCount, relations: relations, values: values)
}
