import Foundation
import Labels
import LinearAlgebra
import Networks
import Panels
import Probing
import Statistics
import Testing
import Trainers

@Suite struct ProbeOverlapTests {
  @Test func weightRisesFromThirtyToFortyPercent() {
    #expect(OverlapWeight.weight(shared: 30, sizeA: 100, sizeB: 100) == 0)
    #expect(abs(OverlapWeight.weight(shared: 35, sizeA: 100, sizeB: 100) - 0.5) < 1e-9)
    #expect(OverlapWeight.weight(shared: 40, sizeA: 100, sizeB: 100) == 1)
    // A small assay nested in a large one: Jaccard 0.05, containment 1.
    #expect(OverlapWeight.weight(shared: 50, sizeA: 50, sizeB: 1000) == 1)
    // Fewer than 20 shared rows say nothing, however large their share.
    #expect(OverlapWeight.weight(shared: 19, sizeA: 19, sizeB: 19) == 0)
    #expect(OverlapWeight.weight(shared: 0, sizeA: 0, sizeB: 0) == 0)
  }

  @Test func thinningHitsTheOverlap() {
    let panel = ProbePanels.rotated(tasks: 4, angle: 1, rows: 4000, features: 2, seed: 3)
    for level in [1.0, 0.7, 0.4, 0.1] {
      let apart = panel.thinned(toOverlap: level, together: false, random: RandomStream(seed: 1))
      let together = panel.thinned(toOverlap: level, together: true, random: RandomStream(seed: 1))
      #expect(abs(TaskOverlap(of: apart).jaccard(0, 3) - level) < 0.03)
      #expect(TaskOverlap(of: together).jaccard(0, 3) == 1)
      let share = 2 * level / (1 + level)
      #expect(abs(Double(apart.tasks[0].rows.count) / 4000 - share) < 0.03)
      #expect(abs(Double(together.tasks[0].rows.count) / 4000 - share) < 0.03)
    }
  }

  @Test func sweepFallsWithTheOverlap() throws {
    let panel = ProbePanels.rotated(tasks: 6, angle: .pi / 5, seed: 4)
    let labels = LabelSettings(seed: 2)
    var settings = ProbeSettings()
    settings.epochs = 2
    let runner = NetworkJobRunner(
      panel: panel,
      training: TrainingSettings(encoder: EncoderSettings(widths: [16, 8]), learningRate: 0.003, batchSize: 32),
      settings: labels, splits: ReplicateSplits(panel: panel, settings: labels))
    let probe = try GradientProbe(runner, settings: settings)
    func sweep(threads: Int) throws -> OverlapSweep {
      try OverlapSweep(
        probe, levels: [1, 0.7, 0.4, 0.2], draws: 3, threads: threads)
    }
    let found = try sweep(threads: 2)
    #expect(found.draws == (try sweep(threads: 1)).draws)
    let full = found.draws.filter { $0.level == 1 }.compactMap(\.rAllLabels)
    #expect(full.count == 3 && full.allSatisfy { $0 > 0.8 })
    // With all rows there is nothing to take away: the control is the same training.
    #expect(found.draws.filter { $0.level == 1 }.allSatisfy { $0.rAllLabels == $0.rSameRows })
    let fit = try #require(found.fitAllLabels)
    #expect(fit.rSquared <= 1 && fit.inflectionLower != nil)
  }

  @Test func labelCorrelationsNeedTwentySharedRows() {
    let rows = 40
    func task(_ name: String, _ range: Range<Int>) -> LearningTask {
      LearningTask(name: name, kind: .regression, rows: Array(range), targets: range.map { Double($0 * $0) })
    }
    let panel = ProbePanels.panel(
      [task("a", 0..<40), task("b", 20..<40), task("c", 21..<40)], rows: rows,
      features: .dense(Matrix(rows: rows, columns: 1)))
    let none = [Bool](repeating: false, count: rows)
    let values = labelCorrelations(panel: panel, tasks: [0, 1, 2], excluding: none)
    #expect(abs(values[0] - 1) < 1e-12 && values[1].isNaN && values[2].isNaN)
    var one = none
    one[25] = true
    #expect(labelCorrelations(panel: panel, tasks: [0, 1], excluding: one)[0].isNaN)
  }
}
