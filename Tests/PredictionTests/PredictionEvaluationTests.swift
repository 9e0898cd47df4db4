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
    let correlation = try #require(own.correlation)
    #expect(correlation > 0.8 && own.undefined == nil && own.undefinedWithin == nil)
    for contender in [Contender.zero, .globalMean] {
      #expect(try #require(fresh.score(of: contender)).undefined == .constantPrediction)
    }
    let mean = try #require(fresh.score(of: .targetMean))
    #expect(try #require(mean.correlation) < correlation - 0.2)
    #expect(mean.correlationWithin == nil && mean.undefinedWithin == .constantPrediction)
    #expect(fresh.score(of: .similarity) == nil && fresh.score(of: .size) == nil)
    #expect(try #require(metrics.heldOutTasks?.score(of: .predictor)?.correlation) > 0.7)
    #expect(abs(try #require(metrics.coverage).covered - 0.9) < 0.07)
    #expect(try #require(own.corrected) > correlation)
    #expect(metrics.verdict.count == 2)
  }

  @Test func saysWhereLabelsCarryNoSignal() throws {
    let law = SyntheticGains(taskCount: 18, relation: 0, size: 0, ownError: 1, sharedError: 0.1)
    let metrics = metrics(law, replicates: 4)
    let own = try #require(metrics.freshReplicates?.score(of: .predictor))
    #expect(abs(try #require(own.correlation)) < 0.2)
    #expect(metrics.verdict.first?.hasPrefix("The labels carry next to no signal") == true)
  }

  @Test func singleReplicatesCannotBeJudgedOnFreshOnes() {
    let metrics = metrics(SyntheticGains(taskCount: 8), replicates: 1)
    #expect(metrics.freshReplicates == nil && metrics.heldOutPairs != nil)
    #expect(metrics.verdict.count == 1)
  }

  /// Six tasks in disjoint pairs and one pair more: hardly any two judged labels share a target.
  @Test func figuresOfTooFewLabelsAreLeftOutWithTheReason() throws {
    let law = SyntheticGains(taskCount: 12, ownError: 0.3)
    let all = table(law, replicates: 4, baselines: 6)
    var table = LossTable(taskCount: 12)
    for set in (0..<12).map({ [$0] }) + (0..<6).map({ [2 * $0, 2 * $0 + 1] }) {
      for replicate in all.replicates(of: set) {
        let outcomes = set.compactMap { all.outcome(of: $0, in: set, replicate: replicate) }
        table.record(Job(tasks: set, replicate: replicate), outcomes)
      }
    }
    let metrics = PredictionEvaluation(
      table: table, estimator: GainEstimator(fittedTo: table), inputs: law.inputs,
      settings: EvaluationSettings(choices: 3)
    ).metrics()
    let own = try #require(metrics.freshReplicates?.score(of: .predictor))
    #expect(own.correlation == nil && own.undefined == .fewLabels && own.correlationInterval.isEmpty)
    #expect(own.correlationWithin == nil && own.undefinedWithin == .fewLabels && own.correctedWithin == nil)
    let pairs = try #require(metrics.heldOutPairs?.score(of: .predictor))
    #expect(pairs.undefinedWithin == .fewInTargets)
    #expect(metrics.verdict.allSatisfy { !$0.contains("r = ") }, "\(metrics.verdict)")
    #expect(metrics.verdict.first?.hasPrefix("Too few pairs were measured to judge predicted gains") == true)
  }

  @Test func doesNotDependOnThreads() {
    let law = SyntheticGains(taskCount: 8)
    #expect(metrics(law, replicates: 2, threads: 1) == metrics(law, replicates: 2, threads: 2))
  }
}
