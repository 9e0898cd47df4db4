public import Labels
internal import LinearAlgebra
internal import Statistics

/// Judges a predictor on what it has not seen, beside simpler ones (docs/prediction.md).
public struct PredictionEvaluation: Sendable {
  let source: EvaluationSource
  let predictorSettings: PredictorSettings

  /// Takes what it needs to judge a predictor; `metrics` does it.
  ///
  /// - Parameters:
  ///   - table: raw losses of pairs and baselines.
  ///   - estimator: makes gains of losses.
  ///   - inputs: of the same tasks; skills from replicates that no pair was measured in.
  ///   - predictor: how it is fitted.
  ///   - settings: how often and on how much.
  public init(
    table: LossTable, estimator: GainEstimator, inputs: PairInputs, predictor: PredictorSettings = PredictorSettings(),
    settings: EvaluationSettings = EvaluationSettings()
  ) {
    source = EvaluationSource(table: table, estimator: estimator, inputs: inputs, settings: settings)
    predictorSettings = predictor
  }

  /// All figures; those that the measurements do not allow are nil. The same for any number of threads.
  public func metrics(threads: Int = 1) -> PredictionMetrics { metrics(threads: threads, run: EvaluationRun()) }

  /// The same, round by round; without meaning once `run` was interrupted.
  package func metrics(threads: Int, run: EvaluationRun) -> PredictionMetrics {
    let fresh = freshRounds(threads: threads, run: run)
    let pairs = rounds("pairs", wholeRounds, folds: Self.pairFolds, threads: threads, run: run) {
      source.pairFolds(stream.split("pairs", $0))
    }
    let tasks = rounds("tasks", wholeRounds, folds: taskFolds, threads: threads, run: run) {
      source.taskFolds(stream.split("tasks", $0))
    }
    let accuracy = Accuracies(fresh: accuracy(fresh), pairs: accuracy(pairs), tasks: accuracy(tasks))
    return PredictionMetrics(
      freshReplicates: accuracy.fresh, heldOutPairs: accuracy.pairs, heldOutTasks: accuracy.tasks,
      coverage: coverage(of: fresh), learningCurve: learningCurve(threads: threads, run: run), verdict: accuracy.verdict
    )
  }

  /// The figures on fresh replicates alone.
  public func freshMetrics(threads: Int = 1) -> PredictionMetrics {
    let fresh = freshRounds(threads: threads, run: EvaluationRun())
    let accuracy = Accuracies(fresh: accuracy(fresh))
    return PredictionMetrics(
      freshReplicates: accuracy.fresh, coverage: coverage(of: fresh), learningCurve: [], verdict: accuracy.verdict)
  }

  /// Rounds over all pairs, and over all tasks.
  private var wholeRounds: Int { min(2, source.settings.choices) }
  private static let pairFolds = 5
  private var taskFolds: Int { min(10, source.table.taskCount) }
  private static let curveContenders: [Contender] = [.predictor, .linear]

  /// What `metrics` tells of as it goes: fits of a contender to a fold.
  package var units: Int {
    let all = source.settings.contenders.count
    return all * (source.settings.choices * source.turns + wholeRounds * (Self.pairFolds + taskFolds))
      + 5 * source.settings.choices * source.turns * Self.curveContenders.count
  }

  private var stream: RandomStream { RandomStream(seed: source.settings.seed).split("evaluation") }

  private func freshRounds(threads: Int, run: EvaluationRun) -> [RoundResult] {
    let stream = stream
    return rounds("fresh", source.settings.choices, folds: source.turns, threads: threads, run: run) {
      source.freshFolds(stream.split("fresh", $0))
    }
  }

  /// r on fresh replicates against the share of the measured pairs that is fitted to, in fifths of what a choice may fit
  /// to; the judges are the same for all. Empty where there are no fresh replicates.
  func learningCurve(threads: Int, run: EvaluationRun = EvaluationRun()) -> [PredictionMetrics.LearningPoint] {
    let stream = stream
    return (1...5).compactMap { fifth -> PredictionMetrics.LearningPoint? in
      let part = Double(fifth) / 5
      let found = rounds(
        "curve \(fifth)", source.settings.choices, folds: source.turns, contenders: Self.curveContenders,
        threads: threads, run: run
      ) {
        source.freshFolds(stream.split("fresh", $0), part: part)
      }
      guard let judged = JudgedRounds(found), let own = try? judged.correlation(of: .predictor).get(),
        let linear = try? judged.correlation(of: .linear).get()
      else { return nil }
      let fitted = source.turns == 1 ? source.settings.fitShare : 1 - 1 / Double(source.turns)
      return PredictionMetrics.LearningPoint(
        share: part * fitted * source.measuredShare, correlation: own, linear: linear)
    }
  }

  /// Runs rounds in parallel; rounds without folds are dropped.
  private func rounds(
    _ name: String, _ count: Int, folds foldCount: Int, contenders: [Contender]? = nil, threads: Int,
    run: EvaluationRun, _ folds: @Sendable (Int) -> [EvaluationFold]
  ) -> [RoundResult] {
    let contenders = contenders ?? source.settings.contenders
    let results = [RoundResult?](unsafeUninitializedCapacity: count) { buffer, filled in
      buffer.initialize(repeating: nil)
      nonisolated(unsafe) let slots = buffer
      parallelFor(count, threads: threads) { index in
        slots[index] = run.part("\(name) \(index)", units: foldCount * contenders.count) {
          let folds = folds(index)
          return folds.isEmpty ? nil : RoundResult(of: folds, contenders: contenders, settings: predictorSettings)
        }
      }
      filled = count
    }
    return results.compactMap { $0 }
  }

  private func accuracy(_ rounds: [RoundResult]) -> PredictionMetrics.Accuracy? {
    JudgedRounds(rounds)?.accuracy(source.settings.contenders)
  }

  private func coverage(of rounds: [RoundResult]) -> PredictionMetrics.Coverage? {
    let hits = rounds.flatMap(\.coverage).sorted { ($0.gain, $0.width) < ($1.gain, $1.width) }
    guard let covered = mean(hits.map { $0.isCovered ? 1 : 0 }), let width = mean(hits.map(\.width)) else { return nil }
    let deciles =
      hits.count < 100
      ? []
      : (0..<10).compactMap { part in
        mean(hits[hits.count * part / 10..<hits.count * (part + 1) / 10].map { $0.isCovered ? 1 : 0 })
      }
    return PredictionMetrics.Coverage(
      wanted: predictorSettings.coverage, covered: covered,
      interval: shareInterval(covered, of: max(1, Set(rounds.flatMap(\.judgedPairs)).count)), byDecile: deciles,
      meanWidth: width)
  }
}
