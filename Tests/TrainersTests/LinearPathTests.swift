import Diagnostics
import KindredTestSupport
import Labels
import LinearAlgebra
import Networks
import Panels
import Testing
import Trainers

@Suite struct LinearPathTests {
  private func runner(_ panel: Panel, epochs: Int = 5) -> NetworkJobRunner {
    var training = TrainingSettings(encoder: EncoderSettings(widths: [6]), learningRate: 0.01, maxEpochs: epochs)
    training.linearPath = true
    training.headStart = .baseRate
    let settings = LabelSettings(folds: 3, seed: 3)
    return NetworkJobRunner(
      panel: panel, training: training, settings: settings, splits: ReplicateSplits(panel: panel, settings: settings))
  }

  /// Held-out rows start from the learner's model, training rows from models without them; the same in every job.
  @Test(arguments: [true, false]) func offsetsAreThoseOfTheLinearLearner(isWide: Bool) throws {
    let panel =
      isWide
      ? RandomPanels.wide(tasks: 3, rows: 60, features: 4, seed: 1)
      : RandomPanels.stacked(tasks: 3, rows: 40, features: 4, seed: 1)
    let runner = runner(panel)
    let place = runner.splits.foldOfRow(replicate: 0)
    let role = { (row: Int) -> RowRole? in
      place[row] < 0 ? nil : place[row] == 0 ? .test : place[row] == 1 ? .validation : .train
    }
    let (pair, _) = runner.request(for: Job(tasks: [0, 1], replicate: 0), fold: 0, role: role)
    for task in 0...1 {
      let head = pair.heads[task]
      let (train, validation) = (head.train, head.validation)
      let fit = LinearLearner().fit(panel.inputs, train: train, validation: validation, loss: head.loss)
      #expect(head.test.offsets == fit.model.outputs(panel.inputs, rows: head.test.rows).map { Float($0) })
      #expect(validation.offsets == fit.model.outputs(panel.inputs, rows: validation.rows).map { Float($0) })
      #expect(train.offsets != fit.model.outputs(panel.inputs, rows: train.rows).map { Float($0) })
      let (alone, _) = runner.request(for: Job(tasks: [task], replicate: 0), fold: 0, role: role)
      #expect(alone.heads[0].train.offsets == train.offsets && alone.heads[0].test.offsets == head.test.offsets)
      let (other, _) = self.runner(panel).request(for: Job(tasks: [task], replicate: 0), fold: 0, role: role)
      #expect(other.heads[0].train.offsets == train.offsets)
    }
  }

  /// Without an epoch the outcome is that of the linear model; jobs do not depend on what is kept from others.
  @Test func aJobIsTheSameWhateverRanBefore() throws {
    let panel = RandomPanels.wide(tasks: 3, rows: 60, features: 4, seed: 2)
    let used = runner(panel)
    let worker = used.makeWorker(interruption: Interruption())
    for task in 0..<3 { _ = worker.run(Job(tasks: [task], replicate: 0)) }
    let pair = Job(tasks: [0, 2], replicate: 0)
    let fresh = runner(panel).makeWorker(interruption: Interruption()).run(pair)
    #expect(worker.run(pair) == fresh)
    let linear = runner(panel, epochs: 0).makeWorker(interruption: Interruption())
    guard case .measured(let together, let epochs) = linear.run(pair),
      case .measured(let alone, _) = linear.run(Job(tasks: [0], replicate: 0))
    else { Issue.record("nothing was measured"); return }
    #expect(epochs == 0 && together[0] == alone[0])
  }
}
