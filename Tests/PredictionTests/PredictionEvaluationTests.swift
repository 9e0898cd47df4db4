import Labels
import LinearAlgebra
import Prediction
import Statistics
import Testing

struct PredictionEvaluationTests {
  init() { useSingleThreadedBLAS() }

  /// Losses whose gains follow the synthetic law: every replicate with its own baseline and pair errors.
  private func table(_ law: SyntheticGains, replicates: Int, baselines: Int) -> LossTable {
    let truth = law.truth(law.inputs)
    var table = LossTable(taskCount: law.taskCount)
    func outcome(_ loss: Double) -> TaskOutcome {
      TaskOutcome(loss: loss, nullLoss: 1, metrics: Metrics(), rows: 100)
    }
    for replicate in 0..<baselines {
      for task in 0..<law.taskCount {
        var stream = RandomStream(seed: law.seed).split("alone", replicate, task)
        table.record(Job(tasks: [task], replicate: replicate), [outcome(1 + 0.01 * law.sharedError * stream.normal())])
      }
    }
    for replicate in 0..<replicates {
      for a in 0..<law.taskCount {
        for b in (a + 1)..<law.taskCount {
          var stream = RandomStream(seed: law.seed).split("pair", replicate, a * 1000 + b)
          let losses = [(a, b), (b, a)].map { target, partner in
            1 - 0.01 * truth[OrderedPair(target: target, partner: partner)]! + 0.01 * law.ownError * stream.normal()
          }
          table.record(Job(tasks: [a, b], replicate: replicate), losses.map(outcome))
        }
      }
    }
    return table
  }

  private func metrics(
    _ law: SyntheticGains, replicates: Int, threads: Int = 1, contenders: [Contender] = [.predictor, .targetMean]
  ) -> PredictionMetrics {
    let table = table(law, replicates: replicates, baselines: replicates + 2)
    return PredictionEvaluation(
      table: table, estimator: GainEstimator(fittedTo: table), inputs: law.inputs,
      settings: EvaluationSettings(choices: 4, fitShare: 0.5, contenders: contenders)
    ).metrics(threads: threads)
  }

  @Test func ranksContendersAndCoversFreshLabels() throws {
    let law = SyntheticGains(taskCount: 12, ownError: 0.6, sharedError: 0.5)
    let metrics = metrics(law, replicates: 4, contenders: Contender.allCases)
    let fresh = try #require(metrics.freshReplicates)
    let own = try #require(fresh.score(of: .predictor))
    let correlation = try #require(own.correlation?.value)
    #expect(correlation > 0.8 && own.undefined == nil && own.undefinedWithin == nil)
    for contender in [Contender.zero, .globalMean] {
      #expect(try #require(fresh.score(of: contender)).undefined == .constantPrediction)
    }
    let mean = try #require(fresh.score(of: .targetMean))
    #expect(try #require(mean.correlation?.value) < correlation - 0.2)
    #expect(mean.correlationWithin == nil && mean.undefinedWithin == .constantPrediction)
    #expect(fresh.score(of: .similarity) == nil && fresh.score(of: .size) == nil)
    #expect(try #require(metrics.heldOutTasks?.score(of: .predictor)?.correlation?.value) > 0.7)
    #expect(abs(try #require(metrics.coverage).covered - 0.9) < 0.07)
    #expect(try #require(own.corrected?.value) > correlation)
    #expect(metrics.verdict.count == 2)
  }

  @Test func saysWhereLabelsCarryNoSignal() throws {
    let law = SyntheticGains(taskCount: 18, relation: 0, size: 0, ownError: 1, sharedError: 0.1)
    let metrics = metrics(law, replicates: 4)
    let own = try #require(metrics.freshReplicates?.score(of: .predictor))
    #expect(abs(try #require(own.correlation?.value)) < 0.2)
    #expect(metrics.verdict.first?.hasPrefix("The labels carry next to no signal") == true)
  }

  @Test func singleReplicatesCannotBeJudgedOnFreshOnes() {
    let metrics = metrics(SyntheticGains(taskCount: 8), replicates: 1)
    #expect(metrics.freshReplicates == nil && metrics.heldOutPairs != nil)
    #expect(metrics.verdict.count == 1)
  }

  /// The figures of some pairs of twelve tasks alone.
  private func metrics(of pairs: [[Int]]) -> PredictionMetrics {
    let law = SyntheticGains(taskCount: 12, ownError: 0.3)
    let all = table(law, replicates: 4, baselines: 6)
    var table = LossTable(taskCount: 12)
    for set in (0..<12).map({ [$0] }) + pairs {
      for replicate in all.replicates(of: set) {
        let outcomes = set.compactMap { all.outcome(of: $0, in: set, replicate: replicate) }
        table.record(Job(tasks: set, replicate: replicate), outcomes)
      }
    }
    return PredictionEvaluation(
      table: table, estimator: GainEstimator(fittedTo: table), inputs: law.inputs,
      settings: EvaluationSettings(choices: 3)
    ).metrics()
  }

  /// Twelve tasks in disjoint pairs: no two labels share a target.
  @Test func figuresOfTooFewLabelsAreLeftOutWithTheReason() throws {
    let metrics = metrics(of: (0..<6).map { [2 * $0, 2 * $0 + 1] })
    let fresh = try #require(metrics.freshReplicates)
    let own = try #require(fresh.score(of: .predictor))
    #expect(fresh.pairs == 6 && fresh.labels == 12)
    #expect(own.correlationWithin == nil && own.undefinedWithin == .fewInTargets && own.correctedWithin == nil)
    #expect(own.leadWithin == nil)
    #expect(metrics.verdict.last?.hasPrefix("Too few pairs were measured to judge the ranking") == true)
  }

  /// Six labels of three pairs: without one of them there is next to nothing to judge by.
  @Test func threePairsAreNotJudged() {
    let metrics = metrics(of: [[0, 1], [1, 2], [0, 2]])
    #expect(metrics.freshReplicates?.score(of: .predictor)?.correlationWithin == nil)
    #expect(metrics.verdict.allSatisfy { !$0.contains("r = 1.00") }, "\(metrics.verdict)")
  }

  /// On a small panel every label is judged once, and each figure has an interval around it.
  @Test func smallPanelsAreJudgedOnAllTheirPairs() throws {
    let metrics = metrics(SyntheticGains(taskCount: 6, ownError: 0.5), replicates: 4)
    let fresh = try #require(metrics.freshReplicates)
    #expect(fresh.pairs == 15 && fresh.labels == 30 && fresh.repeats == 30)
    for score in fresh.scores {
      for figure in [score.correlation, score.correlationWithin, score.corrected, score.lead, score.rmse] {
        guard let figure else { continue }
        #expect(figure.interval[0] <= figure.value && figure.value <= figure.interval[1])
        #expect(figure.standardError > 0 && figure.interval[0] < figure.interval[1])
      }
    }
    let coverage = try #require(metrics.coverage)
    #expect(coverage.interval[0] <= coverage.covered && coverage.covered <= coverage.interval[1])
    #expect(metrics.learningCurve.allSatisfy { $0.correlation.interval.count == 2 })
  }

  /// Intervals over pairs hold what a panel of the same law gives on the whole: more panels, one after another.
  @Test func intervalsHoldTheCorrelationOfTheLaw() throws {
    let figures = (1...16).compactMap { seed -> PredictionMetrics.Figure? in
      var law = SyntheticGains(taskCount: 8, relation: 0, size: 1, ownError: 1, sharedError: 0.2)
      law.seed = UInt64(seed)
      let table = table(law, replicates: 2, baselines: 4)
      return PredictionEvaluation(
        table: table, estimator: GainEstimator(fittedTo: table), inputs: law.inputs,
        settings: EvaluationSettings(choices: 2, fitShare: 0.25, contenders: [.predictor])
      ).freshMetrics().freshReplicates?.halves
    }
    let center = try #require(mean(figures.map(\.value)))
    #expect(figures.count == 16)
    #expect(figures.count { $0.interval[0] <= center && center <= $0.interval[1] } >= 12)
  }

  /// Gains that only the partner decides: its mean effect ranks partners, and the predictor's lead is over the same labels.
  @Test func meanPartnerEffectIsATrivialRival() throws {
    let law = SyntheticGains(taskCount: 10, relation: 0, size: 1, ownError: 0.3)
    let metrics = metrics(law, replicates: 4, contenders: [.predictor, .partnerEffect, .targetMean])
    let fresh = try #require(metrics.freshReplicates)
    let rival = try #require(fresh.score(of: .partnerEffect))
    #expect(Contender.partnerEffect.isTrivial)
    #expect(try #require(rival.correlationWithin?.value) > 0.8)
    let own = try #require(fresh.score(of: .predictor)?.correlationWithin)
    let lead = try #require(rival.leadWithin)
    #expect(abs(lead.value - (own.value - rival.correlationWithin!.value)) < 1e-12)
    #expect(lead.standardError < own.standardError + rival.correlationWithin!.standardError)
    let means = try #require(fresh.score(of: .targetMean))
    #expect(try #require(means.correlation?.value) < 0.5)
  }

  @Test func doesNotDependOnThreads() {
    let law = SyntheticGains(taskCount: 8)
    #expect(metrics(law, replicates: 2, threads: 1) == metrics(law, replicates: 2, threads: 2))
  }
}
