internal import LinearAlgebra
internal import Panels
internal import Statistics

/// What relations of all pairs are computed from that needs all rows of a task and can afford them.
final class ExactRelations: Sendable {
  let panel: Panel
  let isHidden: [Bool]
  let rowCounts: [Int]
  let entityCounts: [Int]
  let overlap: TaskOverlap
  let meanGaps: MeanGaps
  /// (tasks, tasks): mean cosines over cross pairs.
  let cosines: Matrix<Double>
  let labels: [TaskLabels]
  /// nil where no molecules are known.
  let scaffolds: ScaffoldShares?
  /// NaN where undefined.
  let labelCorrelations: PairTable<Double>

  init(_ panel: Panel, means: TaskMeans, excludingLabelsOf hidden: [Bool], threads: Int) {
    self.panel = panel
    isHidden = hidden
    rowCounts = panel.tasks.map(\.rows.count)
    overlap = TaskOverlap(of: panel, threads: threads)
    entityCounts = overlap.sizes
    meanGaps = MeanGaps(means, threads: threads)
    cosines = means.cosines()
    scaffolds = panel.inputs.molecules.map { ScaffoldShares($0, rowsOfTasks: panel.tasks.map(\.rows)) }
    labels = panel.tasks.map { TaskLabels($0, excluding: hidden) }
    labelCorrelations = sharedLabelCorrelations(panel, labels: labels, excluding: hidden, threads: threads)
  }
}
