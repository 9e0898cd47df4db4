public import Diagnostics
internal import LinearAlgebra
public import Networks
internal import Statistics
internal import Synchronization
internal import Trainers

/// What the combiners do to the held-out loss, against plain averaging of the gradients.
public struct CombinerComparison: Codable, Equatable, Sendable {
  /// The rule that was trained with.
  public var combiner: CombinerName
  /// Replicates that figures are means of.
  public var replicates: Int
  /// Mean held-out loss over tasks, and its mean relative gain over averaging (above 0 is better) with its standard error
  /// over replicates.
  public var loss: Double
  /// Mean over tasks and replicates of (averaging's loss - loss) / averaging's loss; 0 for averaging itself.
  public var gain: Double
  /// Standard error of `gain` over replicates; nil with one.
  public var gainSE: Double?
  /// The same for the focal task.
  public var focalLoss: Double?
  /// `gain` of the focal task alone; nil where there is none.
  public var focalGain: Double?
  /// Standard error of `focalGain` over replicates; nil with one.
  public var focalGainSE: Double?

  /// Trains every combiner that needs no focal task, and with one those too, on the same splits, weights and batches.
  ///
  /// Training stops early, by the protocol, on the validation loss of the focal task, or of all where there is none; the
  /// loss is that of the test fold after the best epoch.
  public static func compare(
    _ probe: GradientProbe, replicates: Int, threads: Int, progress: any ProgressReporter = SilentProgress(),
    interruption: Interruption = Interruption()
  ) throws -> [CombinerComparison] {
    let names = CombinerName.allCases.filter { probe.focal != nil || !$0.combiner.needsFocal }
    let found = Mutex<[Int: [Double]]>([:])
    parallelFor(names.count * replicates, threads: threads) { index in
      if interruption.isRaised { return }
      let replicate = index % replicates
      let losses = heldOutLosses(
        probe.requests.request(replicate: replicate, withValidation: true), combiner: names[index / replicates],
        probe: probe, random: probe.combinerStream(replicate), interruption: interruption)
      found.withLock { $0[index] = losses }
      progress.advance(by: 1)
    }
    try interruption.check()
    let losses = found.withLock { known in
      names.indices.map { name in (0..<replicates).map { known[name * replicates + $0] ?? [] } }
    }
    let baseline = names.firstIndex(of: .average).map { losses[$0] } ?? []
    return names.indices.map { summary(names[$0], losses[$0], baseline: baseline, focal: probe.focal) }
  }

  private static func summary(
    _ name: CombinerName, _ losses: [[Double]], baseline: [[Double]], focal: Int?
  ) -> CombinerComparison {
    // A task without held-out rows in some replicate has no loss there.
    let tasks = (losses.first ?? []).indices.filter { task in (losses + baseline).allSatisfy { $0[task].isFinite } }
    let means = losses.map { replicate in mean(tasks.map { replicate[$0] }) ?? .nan }
    let gains = zip(losses, baseline).map { ours, theirs in
      mean(tasks.map { (theirs[$0] - ours[$0]) / theirs[$0] }) ?? .nan
    }
    let focalGains = focal.map { focal in zip(losses, baseline).map { ($1[focal] - $0[focal]) / $1[focal] } }
    return CombinerComparison(
      combiner: name, replicates: losses.count, loss: mean(means) ?? .nan, gain: mean(gains) ?? .nan,
      gainSE: standardError(gains), focalLoss: focal.flatMap { focal in mean(losses.map { $0[focal] }) },
      focalGain: focalGains.flatMap { mean($0) }, focalGainSE: focalGains.flatMap { standardError($0) })
  }

  private static func heldOutLosses(
    _ request: FitRequest, combiner: CombinerName, probe: GradientProbe, random: RandomStream,
    interruption: Interruption
  ) -> [Double] {
    let training = GradientTraining(
      request, encoders: probe.requests.runner.encoders, biasesAtBaseRate: probe.settings.startsAtBaseRate)
    var stopping = EarlyStopping(patience: request.settings.patience)
    var best = training.losses(.test)
    guard training.stepsPerEpoch > 0 else { return best }
    for epoch in 1...max(1, request.settings.maxEpochs) where !interruption.isRaised {
      for _ in 0..<training.stepsPerEpoch {
        training.step(
          combiner: combiner.combiner, focal: probe.focal, random: random.split("step", training.stepsDone))
      }
      let losses = training.losses(.validation)
      let judged = probe.focal.map { losses[$0] } ?? training.validationLoss
      let verdict = stopping.judge(epoch: epoch, loss: judged)
      if verdict == .best { best = training.losses(.test) }
      if verdict == .stop { break }
    }
    return best
  }
}
