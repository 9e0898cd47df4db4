import Diagnostics
import Foundation
import Labels
import LinearAlgebra
import Networks
import Panels
import Probing
import Statistics
import Testing
import Trainers

private func runner(_ panel: Panel, seed: UInt64 = 1, batchSize: Int = 32) -> NetworkJobRunner {
  let settings = LabelSettings(seed: seed)
  return NetworkJobRunner(
    panel: panel,
    training: TrainingSettings(
      encoder: EncoderSettings(widths: [16, 8]), learningRate: 0.003, batchSize: batchSize, maxEpochs: 4, patience: 2),
    settings: settings, splits: ReplicateSplits(panel: panel, settings: settings))
}

private func probe(
  _ panel: Panel, seed: UInt64 = 1, change: (inout ProbeSettings) -> Void = { _ in }
) throws -> GradientProbe {
  var settings = ProbeSettings()
  settings.epochs = 3
  settings.replicates = 3
  change(&settings)
  return try GradientProbe(runner(panel, seed: seed), settings: settings)
}

@Suite struct ProbeTests {
  /// Tasks a small angle apart are similar, opposite ones opposite; every view ranks pairs as their labels do.
  @Test func similarityFollowsTheTasks() throws {
    for seed in 0..<3 as Range<UInt64> {
      let panel = ProbePanels.rotated(tasks: 6, angle: .pi / 5, seed: seed)
      let probe = try probe(panel, seed: seed)
      let result = try probe.run(threads: 2)
      let truth = labelCorrelations(panel: panel, tasks: probe.tasks, excluding: [Bool](repeating: false, count: 300))
      for view in ProbeView.allCases {
        let pairs = try #require(result.similarities(view))
        let r = pearsonCorrelation(pairs.map { $0.similarity ?? .nan }, truth)
        #expect((r ?? 0) > 0.9, "\(view), seed \(seed)")
        #expect(pairs.allSatisfy { $0.checkpoints > 0 && $0.standardError != nil })
      }
    }
  }

  @Test func independentHeadsBlurTheSimilarity() throws {
    let panel = ProbePanels.rotated(tasks: 6, angle: .pi / 5, seed: 4)
    let truth = labelCorrelations(panel: panel, tasks: Array(0..<6), excluding: [Bool](repeating: false, count: 300))
    func agreement(independent: Bool) throws -> Double {
      let result = try probe(panel) {
        $0.independentHeads = independent
        $0.epochs = 1
      }.run(threads: 1)
      return try #require(pearsonCorrelation(result.cosines(.train, tenth: 0) ?? [], truth))
    }
    #expect(try agreement(independent: false) > agreement(independent: true) + 0.2)
  }

  @Test func threadsDoNotMatter() throws {
    let panel = ProbePanels.rotated(tasks: 4, angle: 1, seed: 5)
    let one = try probe(panel).run(threads: 1)
    let two = try probe(panel).run(threads: 2)
    for view in ProbeView.allCases { #expect(one.similarities(view) == two.similarities(view)) }
    #expect(one.replicates.flatMap(\.trajectory) == two.replicates.flatMap(\.trajectory))
  }

  @Test func trajectoryBeginsUntrainedAndHoldsEveryTenth() throws {
    let result = try probe(ProbePanels.rotated(tasks: 3, angle: 1, seed: 6)) { $0.focal = "t1" }.run(threads: 1)
    for replicate in result.replicates {
      let held = replicate.trajectory.filter { $0.view == .heldOut }
      #expect(held.count == 11 && held[0].step == 0)
      #expect(held.allSatisfy { $0.effectiveRank != nil && $0.focalCosine != nil && $0.focalNormRatio != nil })
      #expect(replicate.trajectory.contains { $0.view == .minibatch && $0.step == 0 })
      #expect(replicate.layers.count == 2 * replicate.trajectory.count)
      #expect((held.last?.loss ?? 1) < (held[0].loss ?? 0))
      for view in ProbeView.allCases { #expect((replicate.finalCosines(view)?.count(0) ?? 0) >= 2) }
    }
  }

  @Test func verificationRowsAreNotSeen() throws {
    let panel = ProbePanels.rotated(tasks: 3, angle: 1, seed: 7)
    let hidden = runner(panel).splits.isVerification
    #expect(hidden.contains(true))
    let spoiled = panel.tasks.map { task in
      LearningTask(
        name: task.name, kind: task.kind, rows: task.rows,
        targets: zip(task.rows, task.targets).map { hidden[$0.0] ? 1e6 : $0.1 })
    }
    let other = ProbePanels.panel(spoiled, rows: 300, features: panel.features)
    let settings = ProbeSettings()
    let a = try GradientProbe(runner(panel), settings: settings).run(threads: 2)
    let b = try GradientProbe(runner(panel).with(panel: other), settings: settings).run(threads: 2)
    #expect(a.similarities(.train) == b.similarities(.train))
  }

  @Test func mistakesAreNamed() throws {
    let panel = ProbePanels.rotated(tasks: 3, angle: 1, seed: 8)
    #expect(throws: UserError.self) { try probe(panel) { $0.focal = "nothing" } }
    #expect(throws: UserError.self) { try probe(panel) { $0.combiner = .gating } }
  }

  @Test func largePanelsAreSampledAroundTheFocalTask() throws {
    let panel = ProbePanels.rotated(tasks: 12, angle: 0.3, seed: 9)
    for focal in 0..<12 {
      let probe = try probe(panel) {
        $0.maxTasks = 4
        $0.focal = "t\(focal)"
      }
      #expect(probe.tasks.count == 4 && probe.tasks.contains(focal) && probe.tasks == probe.tasks.sorted())
    }
  }

  @Test func combinersTrainAndAreCompared() throws {
    let panel = ProbePanels.rotated(tasks: 3, angle: 2, seed: 10)
    let probe = try probe(panel) { $0.focal = "t0" }
    let rows = try CombinerComparison.compare(probe, replicates: 2, threads: 2)
    #expect(rows.map(\.combiner) == CombinerName.allCases)
    #expect(rows[0].gain == 0 && rows[0].focalGain == 0)
    #expect(rows.allSatisfy { $0.loss.isFinite && $0.focalLoss != nil })
  }

  /// Opposed tasks stay in conflict, aligned ones do not.
  @Test func adviceSeesConflictThatStays() throws {
    func advice(angle: Double, focal: String = "") throws -> SurgeryAdvice {
      let panel = ProbePanels.rotated(tasks: 4, angle: angle, seed: 11)
      let probe = try probe(panel) {
        $0.advise = true
        $0.focal = focal
      }
      return SurgeryAdvice(try probe.run(threads: 1), focal: probe.focal.map { probe.tasks[$0] })
    }
    let aligned = try advice(angle: 0.02)
    let opposed = try advice(angle: 2.4)
    #expect((aligned.cosine ?? 0) > (opposed.cosine ?? 1))
    #expect(!aligned.couldMatter && aligned.persistentConflicts == 0 && aligned.pairs == 6)
    #expect(opposed.couldMatter && opposed.persistentConflicts > 0 && (opposed.lowestCosine ?? 0) < -0.1)
    #expect(opposed.turns["pcgrad", default: 0] > aligned.turns["pcgrad", default: 0])
    let focal = try advice(angle: 2.4, focal: "t1")
    #expect(focal.pairs == 3 && focal.couldMatter && focal.text.contains("focal"))
  }
}
