import KindredTestSupport
import Labels
import Statistics
import Testing

@Suite struct GainEstimatorTests {
  let model = SyntheticRunner()

  @Test func agreesWithTheDefinitionWithoutControlVariate() throws {
    let table = model.table(tasks: 4, replicates: 3, baseline: 5)
    for gain in GainEstimator(controlCoefficient: 0).gains(from: table) {
      let alone = try #require(
        mean((0..<5).map { table.outcome(of: gain.target, in: [gain.target], replicate: $0)!.loss }))
      let pair = [gain.target, gain.partner]
      let together = try #require(mean((0..<3).map { table.outcome(of: gain.target, in: pair, replicate: $0)!.loss }))
      #expect(abs(gain.gain - (alone - together) / alone) < 1e-12)
      #expect(gain.replicates == 3)
    }
  }

  @Test func isAPlainPairedDifferenceAtCoefficientOne() throws {
    let table = model.table(tasks: 3, replicates: 4, baseline: 4)
    for gain in GainEstimator(controlCoefficient: 1).gains(from: table) {
      let differences = (0..<4).map { replicate in
        table.outcome(of: gain.target, in: [gain.target], replicate: replicate)!.loss
          - table.outcome(of: gain.target, in: [gain.target, gain.partner], replicate: replicate)!.loss
      }
      #expect(abs(gain.gain - mean(differences)! / gain.lossAlone) < 1e-12)
      #expect(abs(gain.gainSE! - standardError(differences)! / gain.lossAlone) < 1e-12)
    }
  }

  @Test func findsTheShareOfLuckThatPairsHaveInCommonWithTheirBaseline() {
    let coefficient = GainEstimator(fittedTo: model.table(tasks: 12, replicates: 6, baseline: 6)).controlCoefficient
    #expect(abs(coefficient - 0.7) < 0.08)
  }

  @Test func theControlVariateIsWorthItsName() throws {
    let table = model.table(tasks: 12, replicates: 4, baseline: 12)
    func error(_ estimator: GainEstimator) -> Double {
      mean(estimator.gains(from: table).map { abs($0.gain - model.trueGain($0.target, $0.partner)) })!
    }
    let fitted = error(GainEstimator(fittedTo: table))
    #expect(fitted < error(GainEstimator(controlCoefficient: 0)))
    #expect(fitted < error(GainEstimator(controlCoefficient: 1)))
  }

  @Test func standardErrorsMatchTheSpreadOverRepetitions() throws {
    var errors: [Double] = []
    var stated: [Double] = []
    for seed in 1...60 {
      var repeated = SyntheticRunner(seed: UInt64(seed))
      repeated.pairEffect = 0
      let table = repeated.table(tasks: 5, replicates: 4, baseline: 10)
      for gain in GainEstimator(controlCoefficient: 0.7).gains(from: table) {
        errors.append(gain.gain * gain.gain)
        stated.append(gain.gainSE! * gain.gainSE!)
      }
    }
    let ratio = mean(stated)! / mean(errors)!
    #expect(ratio > 0.8 && ratio < 1.25, "stated over true variance: \(ratio)")
  }

  @Test func leavesOutWhatCannotBeSaid() {
    var table = LossTable(taskCount: 3)
    table.record(
      Job(tasks: [0, 1], replicate: 0),
      [
        model.outcome(of: 0, in: Job(tasks: [0, 1], replicate: 0)),
        model.outcome(of: 1, in: Job(tasks: [0, 1], replicate: 0)),
      ])
    #expect(GainEstimator(fittedTo: table).gains(from: table).isEmpty)
    table.record(Job(tasks: [0], replicate: 0), [model.outcome(of: 0, in: Job(tasks: [0], replicate: 0))])
    let gains = GainEstimator(fittedTo: table).gains(from: table)
    #expect(gains.count == 1)
    #expect(gains[0].target == 0 && gains[0].gainSE == nil)
  }

  @Test func setsOfThreeHaveGainsOfTheirOwn() throws {
    let jobs = (0..<3).flatMap { k in [[0], [1], [2], [0, 1, 2], [0, 1]].map { Job(tasks: $0, replicate: k) } }
    var table = LossTable(taskCount: 3)
    for job in jobs { table.record(job, job.tasks.map { model.outcome(of: $0, in: job) }) }
    let estimator = GainEstimator(controlCoefficient: 0)
    let gains = estimator.gains(from: table, ofSize: 3)
    #expect(gains.map(\.target) == [0, 1, 2] && gains.map(\.partners) == [[1, 2], [0, 2], [0, 1]])
    for gain in gains {
      let whole = try #require(estimator.gain(of: gain.target, in: [0, 1, 2], from: table))
      #expect(gain.gain == whole.gain && gain.gainSE == whole.standardError && gain.replicates == 3)
    }
    #expect(estimator.gains(from: table).map(\.pair) == TaskPair(0, 1).ordered)
  }
}
