public import Diagnostics
internal import Labels
internal import LinearAlgebra
internal import Panels
internal import Statistics
internal import Synchronization
internal import Trainers

/// How the agreement of gradient similarity and label correlation falls as tasks share fewer rows.
public struct OverlapSweep: Codable, Sendable {
  /// One thinning of the panel, probed once.
  public struct Draw: Codable, Equatable, Sendable {
    /// The Jaccard overlap that was aimed at.
    public var level: Double
    /// Its number among the draws of its level, from 0; also the replicate that was probed.
    public var draw: Int
    /// The mean Jaccard overlap that came out.
    public var overlap: Double
    /// Pairs with at least 20 shared rows left.
    public var pairs: Int
    /// r of the similarity with the correlation of the labels that are left.
    public var r: Double?
    /// r with the correlation of all labels of the panel.
    public var rAllLabels: Double?
    /// The same with as many rows a task, which all tasks share.
    public var rSameRows: Double?
  }

  /// The sigmoid through the draws, with 95 % intervals by resampling draws within each level.
  public struct Fit: Codable, Equatable, Sendable {
    /// What the curve base + height / (1 + exp(-slope (x - inflection))) of the aimed overlap x starts from.
    public var base: Double
    /// How far it rises; negative where it falls with overlap.
    public var height: Double
    /// Steepness at the step, in 1 / overlap; above 0.
    public var slope: Double
    /// The overlap at which half of the height is reached.
    public var inflection: Double
    /// Share of the variance over draws that the curve explains.
    public var rSquared: Double
    /// The 2.5 % quantile of `slope`; nil where no resample could be fitted, as the three below.
    public var slopeLower: Double?
    /// The 97.5 % quantile of `slope`.
    public var slopeUpper: Double?
    /// The 2.5 % quantile of `inflection`.
    public var inflectionLower: Double?
    /// The 97.5 % quantile of `inflection`.
    public var inflectionUpper: Double?
  }

  /// Every draw, level by level in the order that was asked for.
  public var draws: [Draw]
  /// Of `r`, `rAllLabels` and `rSameRows`; nil where the draws do not carry one.
  public var fit: Fit?
  /// The fit of `rAllLabels`.
  public var fitAllLabels: Fit?
  /// The fit of `rSameRows`.
  public var fitSameRows: Fit?

  /// Thins and probes a panel, level by level.
  ///
  /// - Parameters:
  ///   - probe: its panel is thinned; each draw is one replicate of it.
  ///   - levels: aimed Jaccard overlaps in (0, 1] of tasks that share all rows.
  ///   - drawCount: draws a level.
  ///   - threads: how many may be used; the result does not depend on it.
  ///   - progress: told how far it is.
  ///   - interruption: raised where it is to stop.
  public init(
    _ probe: GradientProbe, levels: [Double], draws drawCount: Int, threads: Int,
    progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption()
  ) throws {
    let runner = probe.requests.runner
    let stream = runner.stream.split("overlap sweep")
    let excluding = runner.splits.isVerification
    let truth = labelCorrelations(panel: probe.panel, tasks: probe.tasks, excluding: excluding)
    var settings = probe.settings
    settings.views = [settings.view]
    let sweep = SweepSetting(
      runner: runner, tasks: probe.tasks, settings: settings, truth: truth, excluding: excluding)
    let found = Mutex<[Int: Draw]>([:])
    let failure = Mutex<(any Error)?>(nil)
    parallelFor(levels.count * drawCount, threads: threads) { index in
      guard !interruption.isRaised, failure.withLock({ $0 == nil }) else { return }
      let level = levels[index / drawCount]
      let number = index % drawCount
      do {
        let draw = try sweep.draw(
          level: level, number: number, random: stream.split("draw", index / drawCount, number),
          interruption: interruption)
        found.withLock { $0[index] = draw }
      } catch { failure.withLock { $0 = error } }
      progress.advance(by: 1)
    }
    if let error = failure.withLock({ $0 }) { throw error }
    try interruption.check()
    draws = found.withLock { known in (0..<levels.count * drawCount).compactMap { known[$0] } }
    fit = Self.fit(draws, \.r, random: stream.split("fit", 0))
    fitAllLabels = Self.fit(draws, \.rAllLabels, random: stream.split("fit", 1))
    fitSameRows = Self.fit(draws, \.rSameRows, random: stream.split("fit", 2))
  }

  private static func fit(_ draws: [Draw], _ value: KeyPath<Draw, Double?>, random: RandomStream) -> Fit? {
    let known = draws.filter { $0[keyPath: value] != nil }
    func sigmoid(_ draws: [Draw]) -> SigmoidFit? {
      SigmoidFit(x: draws.map(\.level), y: draws.compactMap { $0[keyPath: value] })
    }
    guard let best = sigmoid(known) else { return nil }
    let levels = Dictionary(grouping: known, by: \.level).sorted { $0.key < $1.key }.map(\.value)
    let refits = (0..<200).compactMap { resample -> SigmoidFit? in
      var stream = random.split("resample", resample)
      return sigmoid(levels.flatMap { level in level.map { _ in level[stream.below(level.count)] } })
    }
    func edge(_ path: KeyPath<SigmoidFit, Double>, _ q: Double) -> Double? {
      quantile(ascending: refits.map { $0[keyPath: path] }.sorted(), q)
    }
    return Fit(
      base: best.base, height: best.height, slope: best.slope, inflection: best.inflection, rSquared: best.rSquared,
      slopeLower: edge(\.slope, 0.025), slopeUpper: edge(\.slope, 0.975),
      inflectionLower: edge(\.inflection, 0.025), inflectionUpper: edge(\.inflection, 0.975))
  }
}

/// What all draws of a sweep have in common.
private struct SweepSetting: Sendable {
  let runner: NetworkJobRunner
  let tasks: [Int]
  let settings: ProbeSettings
  /// Label correlations in the whole panel.
  let truth: [Double]
  let excluding: [Bool]

  func draw(level: Double, number: Int, random: RandomStream, interruption: Interruption) throws -> OverlapSweep.Draw {
    let thinned = runner.panel.thinned(toOverlap: level, together: false, random: random)
    let same = runner.panel.thinned(toOverlap: level, together: true, random: random)
    let left = labelCorrelations(panel: thinned, tasks: tasks, excluding: excluding)
    let similarity = try similarities(of: thinned, replicate: number, interruption: interruption)
    let control = try similarities(of: same, replicate: number, interruption: interruption)
    let enough = left.indices.filter { left[$0].isFinite }
    func correlation(_ x: [Double], _ y: [Double]) -> Double? {
      let known = enough.filter { x[$0].isFinite && y[$0].isFinite }
      return pearsonCorrelation(known.map { x[$0] }, known.map { y[$0] })
    }
    return OverlapSweep.Draw(
      level: level, draw: number, overlap: meanOverlap(thinned), pairs: enough.count, r: correlation(similarity, left),
      rAllLabels: correlation(similarity, truth), rSameRows: correlation(control, truth))
  }

  private func similarities(of panel: Panel, replicate: Int, interruption: Interruption) throws -> [Double] {
    let probe = try GradientProbe(runner.with(panel: panel), settings: settings)
    let result = try probe.run(replicates: [replicate], threads: 1, interruption: interruption)
    return (result.similarities(settings.view) ?? []).map { $0.similarity ?? .nan }
  }

  private func meanOverlap(_ panel: Panel) -> Double {
    let overlap = TaskOverlap(of: panel)
    return mean(TaskPair.all(taskCount: tasks.count).map { overlap.jaccard(tasks[$0.a], tasks[$0.b]) }) ?? 0
  }
}
