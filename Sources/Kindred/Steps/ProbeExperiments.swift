internal import Diagnostics
internal import LinearAlgebra
internal import Panels
public import Probing
internal import Statistics
internal import StudyFiles

extension Study {
  /// Probes trunks of two layers of each width (`probe/widths.csv`).
  public func probeWidths(_ widths: [Int]) throws -> [WidthScan.Row] {
    let files = try probeFiles()
    let probe = try gradientProbe()
    progress.begin("Probing \(widths.count) widths", total: (widths.count + 1) * settings.probe.replicates)
    let reference = try probe.run(threads: threads, progress: progress, interruption: interruption)
    let scan = try WidthScan(
      probe, widths: widths, reference: reference, threads: threads, progress: progress, interruption: interruption)
    try folder.make(folder.probe)
    try files.writeWidths(scan.rows)
    progress.end("\(widths.count) widths")
    return scan.rows
  }

  /// Thins the panel level by level and probes each draw (`probe/sweep.csv`, `probe/sweep.json`).
  ///
  /// Throws unless all tasks share nearly all rows, as a sweep can only take overlap away.
  public func probeSweep(levels: [Double], draws: Int) throws -> OverlapSweep {
    let panel = try panel().panel
    let files = try probeFiles()
    let probe = try gradientProbe()
    let overlap = TaskOverlap(of: panel, threads: threads)
    let least =
      TaskPair.all(taskCount: probe.tasks.count)
      .map { overlap.jaccard(probe.tasks[$0.a], probe.tasks[$0.b]) }.min() ?? 0
    guard least >= 0.95 else { throw UserError.sweepNeedsFullOverlap(least) }
    progress.begin("Sweeping the overlap", total: levels.count * draws)
    let sweep = try OverlapSweep(
      probe, levels: levels, draws: draws, threads: threads, progress: progress, interruption: interruption)
    try folder.make(folder.probe)
    try files.writeSweep(sweep)
    knownFindings = nil
    progress.end("\(levels.count) levels, \(draws) draws each")
    return sweep
  }

  /// Trains with every combiner and scores the held-out rows (`probe/combiners.csv`).
  public func compareCombiners() throws -> [CombinerComparison] {
    let training = settings.togetherTraining
    if training.stopping != .joint || training.averageDecay > 0 || training.checkpointsPerEpoch > 1 {
      throw UserError.combinersStopPlainly()
    }
    let files = try probeFiles()
    let probe = try gradientProbe()
    progress.begin("Comparing combiners", total: 0)
    let comparison = try CombinerComparison.compare(
      probe, replicates: settings.probe.replicates, threads: threads, progress: progress, interruption: interruption)
    try folder.make(folder.probe)
    try files.writeCombiners(comparison)
    progress.end("\(comparison.count) combiners, \(settings.probe.replicates) replicates each")
    return comparison
  }
}
