package import Diagnostics
internal import LinearAlgebra
package import Panels
internal import Statistics

/// What the relations of all pairs are worked out from: enough for a table in memory, or for a file without one.
///
/// A table of many tasks is larger than this: 27 numbers a pair instead of some ten.
package struct RelationAnalysis: Sendable {
  package let relations: [Relation]
  /// How much of the relations is sampling error.
  package let sampling: SamplingReport
  private let exact: ExactRelations
  private let sample: SampledRelations
  private let columns: [RelationColumn]

  /// As `computeRelations`, which says what the parameters are.
  package init(
    _ relations: [Relation]? = nil, of panel: Panel, settings: RelationSettings,
    excludingLabelsOf hidden: [Bool],
    threads: Int, progress: any ProgressReporter, interruption: Interruption
  ) throws {
    let relations = relations ?? Relation.all(of: panel)
    precondition(hidden.count == panel.rowCount, "\(hidden.count) flags for \(panel.rowCount) rows")
    precondition(Set(relations).count == relations.count, "two relations have one name")
    guard panel.tasks.count >= 2 else { throw UserError.relationsNeedTwoTasks(found: panel.tasks.count) }
    for task in panel.tasks where task.rows.isEmpty { throw UserError.relationsNeedRows(task: task.name) }
    useSingleThreadedBLAS()
    self.relations = relations
    columns = relations.flatMap(\.columns)
    let rowsOfTasks = panel.tasks.map(\.rows)
    let rows = RowSample(rowsOfTasks: rowsOfTasks, rowCount: panel.rowCount, settings: settings)
    let means = TaskMeans(panel.features, rowsOfTasks: rowsOfTasks, threads: threads)
    exact = ExactRelations(panel, means: means, excludingLabelsOf: hidden, threads: threads)
    // Only in a wide panel can two tasks hold the same row, and only samples need to know how many.
    let copies =
      panel.layout == .wide && rows.rows != rowsOfTasks
      ? SetIntersections(of: rowsOfTasks, universe: panel.rowCount, threads: threads) : nil
    sample = try SampledRelations(
      panel.inputs, rowsOfTasks: rows.rows, allRows: exact.rowCounts, numericFeatures: means.numericFeatures,
      exact: SampledRelations.ExactTerms(copies: copies, binaryCity: exact.meanGaps.binaryCity), threads: threads,
      progress: progress, interruption: interruption)
    sampling = try SamplingErrors(
      of: relations, exact: exact, sample: rows, numericFeatures: means.numericFeatures, seed: settings.seed
    ).report(threads: threads, interruption: interruption)
  }

  package var taskCount: Int { exact.panel.tasks.count }
  package var pairCount: Int { TaskPair.count(taskCount: taskCount) }
  /// Column names, as in `relations.csv`.
  package var names: [String] { columns.map(\.name) }

  /// Every pair's row, first tasks in parallel.
  package func table(threads: Int) -> RelationTable {
    let width = columns.count
    let elements = [Double](unsafeUninitializedCapacity: pairCount * width) { buffer, count in
      nonisolated(unsafe) let cells = buffer
      parallelFor(taskCount - 1, threads: threads) { a in
        var place = TaskPair(a, a + 1).index(taskCount: taskCount) * width
        rows(of: a) { row in
          for value in row {
            (cells.baseAddress! + place).initialize(to: value)
            place += 1
          }
        }
      }
      count = buffer.count
    }
    return RelationTable(
      taskCount: taskCount, relations: relations,
      values: Matrix(rows: pairCount, columns: width, elements: elements))
  }

  /// Writes `relations.csv` as the table would, without the table.
  package func write(to path: String, taskNames: [String], threads: Int) throws(UserError) {
    try RelationText(header: names, taskNames: taskNames).write(to: path, threads: threads) { a, body in
      rows(of: a, body)
    }
  }

  /// Calls `body` with the values of the pairs (a, b) for b = a + 1, a + 2, ..., a number a column.
  private func rows(of a: Int, _ body: (UnsafeBufferPointer<Double>) -> Void) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: columns.count) { values in
      values.initialize(repeating: 0)
      for b in a + 1..<max(taskCount, a + 1) {
        let pair = PairContext(first: a, second: b, exact: exact, sample: sample, places: (a, b))
        let swapped = pair.swapped
        for (index, column) in columns.enumerated() { values[index] = column.value(pair, swapped: swapped) }
        body(UnsafeBufferPointer(values))
      }
    }
  }
}
