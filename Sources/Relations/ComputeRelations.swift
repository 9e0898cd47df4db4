public import Diagnostics
public import Panels

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
  let analysis = try RelationAnalysis(
    relations, of: panel, settings: settings, excludingLabelsOf: hidden, threads: threads, progress: progress,
    interruption: interruption)
  return RelationReading(table: analysis.table(threads: threads), sampling: analysis.sampling)
}
