import Labels
import LinearAlgebra
import Networks
import Panels
import Statistics
import Testing
import Trainers

/// What targets are measured in, where they start from and what weighs nothing must not matter.
@Suite("Scales of targets")
struct TargetScaleTests {
  private static let rows = 60

  /// Two regressions and a classification on three features.
  private func panel(unit: Double = 1, offset: Double = 0, weights: [Float]? = nil) -> Panel {
    var stream = RandomStream(seed: 11)
    let x = (0..<Self.rows * 3).map { _ in Float(stream.normal()) }
    let all = Array(0..<Self.rows)
    let signal = all.map { Double(x[$0 * 3]) + 0.5 * Double(x[$0 * 3 + 1]) + 0.1 * stream.normal() }
    let coarse = signal.map { ($0 * 8).rounded() / 8 }
    let tasks = [
      LearningTask(
        name: "a", kind: .regression, rows: all, targets: coarse.map { $0 * unit + offset }, weights: weights),
      LearningTask(name: "b", kind: .regression, rows: all, targets: coarse.reversed(), weights: weights),
      LearningTask(
        name: "c", kind: .classification, rows: all, targets: signal.map { $0 > 0 ? 1 : 0 }, weights: weights),
    ]
    return Panel(
      features: .dense(Matrix(rows: Self.rows, columns: 3, elements: x)), featureNames: ["x", "y", "z"], tasks: tasks,
      layout: .wide, entities: all, entityCount: Self.rows, overlapIsKnown: true)
  }

  private func outcomes(_ panel: Panel) throws -> [TaskOutcome] {
    let training = TrainingSettings(
      encoder: EncoderSettings(widths: [6]), learningRate: 0.01, batchSize: 16, maxEpochs: 12, patience: 12)
    let settings = LabelSettings(folds: 3, replicates: 1, baselineReplicates: 1, verifyFraction: 0.2, seed: 3)
    let runner = NetworkJobRunner(
      panel: panel, training: training, settings: settings, splits: ReplicateSplits(panel: panel, settings: settings))
    guard case .measured(let outcomes, _) = runner.makeWorker().run(Job(tasks: [0, 1, 2], replicate: 0)) else {
      throw Failure.notMeasured
    }
    return outcomes
  }

  private enum Failure: Error { case notMeasured }

  @Test(arguments: [(1.0, 1.7e9), (1e-50, 0.0), (1e30, -4e31), (1024.0, 0.0), (1.0, 20_240_312.0)])
  func nothingDependsOnUnitAndOffset(unit: Double, offset: Double) throws {
    let plain = try outcomes(panel())
    let moved = try outcomes(panel(unit: unit, offset: offset))
    for (a, b) in zip(plain, moved) {
      #expect(abs(a.loss - b.loss) < 1e-4 && abs(a.nullLoss - b.nullLoss) < 1e-4)
      #expect(abs((a.metrics.primary ?? 9) - (b.metrics.primary ?? 7)) < 1e-3)
    }
  }

  /// A hundred rows of weight 1/100 of one value weigh as one row of it: the weighted mean and deviation.
  @Test func weightsReachTheScale() {
    let weighted = HeadScale(kind: .regression, trainingTargets: [1, 5, 9], weights: [2, 1, 0])
    let repeated = HeadScale(kind: .regression, trainingTargets: [1, 1, 5], weights: nil)
    #expect(abs(weighted.mean - repeated.mean) < 1e-12 && abs(weighted.deviation - repeated.deviation) < 1e-12)
    let none = HeadScale(kind: .regression, trainingTargets: [], weights: nil)
    #expect(none.mean == 0 && none.deviation == 1)
    #expect(weighted.standardised([weighted.mean, weighted.mean + weighted.deviation]) == [0, 1])
  }

  @Test func weightsReachLossAndNullLoss() throws {
    let equal = try outcomes(panel(weights: [Float](repeating: 2, count: Self.rows)))
    let even = try outcomes(panel())
    let tilted = try outcomes(panel(weights: (0..<Self.rows).map { $0 % 2 == 0 ? 1 : 1e-6 }))
    for task in 0..<3 {
      #expect(abs(equal[task].nullLoss - even[task].nullLoss) < 1e-6, "a common factor is no weight")
      #expect(abs(tilted[task].nullLoss - even[task].nullLoss) > 1e-4, "half the rows hardly count")
    }
  }
}
