public import Diagnostics
internal import LinearAlgebra
internal import Networks
internal import Panels
internal import Statistics
internal import Trainers

/// The gradients' geometry in trunks of different widths.
public struct WidthScan: Sendable {
  /// One width on one view, over the last 20 % of training; means and standard errors over replicates.
  public struct Row: Codable, Equatable, Sendable {
    /// Neurons of both layers.
    public var width: Int
    /// Trunk parameters.
    public var parameters: Int
    /// The rows that the gradients are of.
    public var view: ProbeView
    /// Joint trainings.
    public var replicates: Int
    /// Of the untrained network: of the focal task with the others, or of all pairs where there is none.
    public var untrainedCosine: Double?
    /// The same as `untrainedCosine` over the last 20 % of training.
    public var cosine: Double?
    /// Standard error of `cosine` over replicates; nil with one.
    public var cosineSE: Double?
    /// Mean of the cosine's absolute value over all pairs.
    public var absoluteCosine: Double?
    /// Effective rank of the representation; nil on minibatches.
    public var effectiveRank: Double?
    /// Pearson correlation of this trunk's similarities with those of the study's own trunk.
    public var agreement: Double?
  }

  /// By width in the order that was asked for, then by view.
  public var rows: [Row] = []

  /// Probes a trunk of two layers of each width on the probe's own replicates.
  ///
  /// - Parameters:
  ///   - probe: whose replicates are probed.
  ///   - widths: of both layers.
  ///   - reference: the probe of the study's own trunk.
  ///   - threads: how many may be used; the result does not depend on it.
  ///   - progress: told how far it is.
  ///   - interruption: raised where it is to stop.
  public init(
    _ probe: GradientProbe, widths: [Int], reference: ProbeResult, threads: Int,
    progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption()
  ) throws {
    for width in widths {
      let runner = probe.requests.runner
      var training = runner.together
      training.encoder.widths = [width, width]
      let scan = try GradientProbe(runner.with(training: training), settings: probe.settings)
      let result = try scan.run(threads: threads, progress: progress, interruption: interruption)
      let inputs = probe.panel.features.columns
      for view in probe.settings.measuredViews {
        rows.append(
          Self.row(result, view: view, width: width, parameters: width * (inputs + width + 2), reference: reference))
      }
    }
  }

  private static func row(
    _ result: ProbeResult, view: ProbeView, width: Int, parameters: Int, reference: ProbeResult
  ) -> Row {
    let all = result.replicates.map { replicate in replicate.trajectory.filter { $0.view == view } }
    let windows = zip(all, result.replicates).map { points, replicate in
      points.filter { $0.epoch > 0.8 * Double(replicate.epochs) }
    }
    func cosine(_ point: ProbePoint) -> Double? { point.focalCosine ?? point.meanCosine }
    let cosines = windows.compactMap { mean($0.compactMap(cosine)) }
    let own = (result.similarities(view) ?? []).map(\.similarity)
    let theirs = (reference.similarities(view) ?? []).map(\.similarity)
    let both = zip(own, theirs).compactMap { a, b in a.flatMap { a in b.map { (a, $0) } } }
    return Row(
      width: width, parameters: parameters, view: view, replicates: result.replicates.count,
      untrainedCosine: mean(all.flatMap { $0 }.filter { $0.step == 0 }.compactMap(cosine)), cosine: mean(cosines),
      cosineSE: standardError(cosines),
      absoluteCosine: mean(windows.compactMap { mean($0.compactMap(\.meanAbsoluteCosine)) }),
      effectiveRank: mean(windows.compactMap { mean($0.compactMap(\.effectiveRank)) }),
      agreement: pearsonCorrelation(both.map(\.0), both.map(\.1)))
  }
}
