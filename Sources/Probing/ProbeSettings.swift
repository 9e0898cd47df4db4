internal import Diagnostics
public import Networks
public import Panels

/// Rows that the tasks' gradients are taken on.
public enum ProbeView: String, Codable, Sendable, CaseIterable {
  /// The batch that the optimiser is about to take.
  case minibatch
  /// All training rows.
  case train
  /// All rows of the replicate's test fold, which were not trained on.
  case heldOut = "held-out"
}

/// How tasks are probed (docs/probe.md). Widths, step size, batch size and seed are those of the labels.
public struct ProbeSettings: Codable, Equatable, Sendable {
  /// Whether the whole pipeline probes too; the probe itself does not look at it.
  public var enabled = true
  /// Epochs of the joint training; there is no early stopping.
  public var epochs = 6
  /// Joint trainings, each with a split and initial weights of its own.
  public var replicates = 5
  /// Tasks probed at most; a larger panel is sampled.
  public var maxTasks = 64
  /// Steps from one look at the minibatch to the next.
  public var checkpointEvery = 10
  /// The view that `similarity` is of.
  public var view = ProbeView.heldOut
  /// The views that are measured; `view` always is.
  public var views = ProbeView.allCases
  /// Whether every head starts from weights of its own instead of one common vector.
  public var independentHeads = false
  /// Whether heads of classification tasks start from the log odds of their training labels instead of even odds.
  public var startsAtBaseRate = true
  /// The rule of the joint training.
  public var combiner = CombinerName.average
  /// The task that focal-centred figures are about, and that focal combiners privilege; empty for none.
  public var focal = ""
  /// Whether to see how far each combiner would turn the steps.
  public var advise = false
  /// Whether lookahead affinities are measured too.
  public var lookahead = false

  /// The defaults; settings are properties.
  public init() {}

  /// The views that are measured, each once.
  public var measuredViews: [ProbeView] {
    ProbeView.allCases.filter { views.contains($0) || $0 == view || (advise && $0 == .minibatch) }
  }

  /// The focal task's index in a panel; nil where none is named.
  ///
  /// Throws where `focal` names no task, or a combiner needs one and there is none.
  @discardableResult
  public func check(against panel: Panel) throws -> Int? {
    guard !focal.isEmpty else {
      if combiner.combiner.needsFocal { throw UserError.combinerNeedsFocal(combiner.rawValue) }
      return nil
    }
    guard let task = panel.tasks.firstIndex(where: { $0.name == focal }) else {
      throw UserError.unknownTask(focal, known: panel.tasks.map(\.name))
    }
    return task
  }
}
