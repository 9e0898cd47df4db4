public import Diagnostics
public import Labels
package import LinearAlgebra
public import Networks
public import Panels
internal import Statistics

/// Measures jobs with the built-in trainer, by the protocol of docs/labels.md.
///
/// Develop: K-fold cross-validation; fold f tests, fold f + 1 stops early, the others train, and the test losses of the
/// folds are pooled. Verify: the replicate chooses the fold that stops early, all others train, and the verification
/// rows test. Regression targets are standardised on the training rows of each fit.
public struct NetworkJobRunner: JobRunner {
  package let panel: Panel
  /// How networks of one task are trained.
  package let training: TrainingSettings
  /// How networks of several tasks are trained.
  package let together: TrainingSettings
  /// What each task's loss counts in a joint one, by task.
  package let taskWeights: [Double]
  package let settings: LabelSettings
  package let splits: ReplicateSplits
  package let encoders: EncoderRegistry
  package let stream: RandomStream
  package private(set) var linearOffsets = LinearOffsets()

  /// Networks on one panel and its splits.
  ///
  /// - Parameters:
  ///   - panel: whose tasks are trained.
  ///   - training: of networks of one task, and of several where `together` is nil.
  ///   - together: of networks of several tasks.
  ///   - taskWeights: what each task's loss counts in a joint one, above 0, by task; nil: all 1.
  ///   - settings: folds, replicates and the seed.
  ///   - splits: the rows of every fold.
  ///   - encoders: where the encoders come from that the settings name.
  public init(
    panel: Panel, training: TrainingSettings, together: TrainingSettings? = nil, taskWeights: [Double]? = nil,
    settings: LabelSettings, splits: ReplicateSplits, encoders: EncoderRegistry = .standard
  ) {
    precondition(taskWeights.map { $0.count == panel.tasks.count } ?? true, "a weight a task")
    self.panel = panel
    self.training = training
    self.together = together ?? training
    self.taskWeights = taskWeights ?? panel.tasks.map { _ in 1 }
    self.settings = settings
    self.splits = splits
    self.encoders = encoders
    stream = RandomStream(seed: settings.seed)
  }

  /// Its jobs are short: one in flight is ended even where the run is to stop.
  public func makeWorker(interruption: Interruption) -> any JobWorker { NetworkJobWorker(runner: self) }

  /// The same jobs on the same splits with another panel of the same tasks, or with networks that are all trained one way:
  /// for experiments on either.
  package func with(panel: Panel? = nil, training: TrainingSettings? = nil) -> NetworkJobRunner {
    var result = NetworkJobRunner(
      panel: panel ?? self.panel, training: training ?? self.training, together: training ?? together,
      taskWeights: taskWeights, settings: settings, splits: splits, encoders: encoders)
    if panel == nil { result.linearOffsets = linearOffsets }
    return result
  }

  /// How the networks of a job are trained.
  package func training(of job: Job) -> TrainingSettings { job.tasks.count == 1 ? training : together }

  /// The same without linear models for heads to start from.
  var withoutLinearPath: NetworkJobRunner {
    var training = training
    training.linearPath = false
    return with(training: training)
  }

  /// The request of one fit: a job's tasks on the rows that `role` gives them.
  ///
  /// All streams are named by replicate and fold, and a head's by its task too, so that a task's part of every job of a
  /// replicate starts from the same weights and sees its rows in the same order.
  package func request(for job: Job, fold: Int, role: (Int) -> RowRole?) -> (FitRequest, [HeadScale]) {
    var heads: [HeadData] = []
    var scales: [HeadScale] = []
    let training = training(of: job)
    for task in job.tasks {
      var (head, scale) = headData(of: task, replicate: job.replicate, fold: fold, role: role)
      if job.tasks.count > 1 { head.weight = taskWeights[task] }
      if training.linearPath {
        linearOffsets.add(
          to: &head, inputs: panel.inputs,
          key: .init(verifies: job.phase == .verify, task: task, replicate: job.replicate, fold: fold),
          stream: stream.split("linear", job.replicate, fold, task))
      }
      heads.append(head)
      scales.append(scale)
    }
    let request = FitRequest(
      inputs: panel.inputs, heads: heads, batching: batching,
      settings: training, initialisation: stream.split("trunk", job.replicate, fold),
      order: stream.split("order", job.replicate, fold))
    return (request, scales)
  }

  /// Stacked panels train on a batch of each task, or, where all cells count alike, on rows of any; tasks alone meet their
  /// rows in the same order as in company.
  private var batching: Batching { panel.layout == .wide || together.objective == .cells ? .sharedRows : .perHead }

  private func headData(
    of task: Int, replicate: Int, fold: Int, role: (Int) -> RowRole?
  ) -> (HeadData, HeadScale) {
    let source = panel.tasks[task]
    var (train, validation, test) = ([Int](), [Int](), [Int]())
    for (position, row) in source.rows.enumerated() {
      switch role(row) {
      case .train: train.append(position)
      case .validation: validation.append(position)
      case .test: test.append(position)
      case nil: continue
      }
    }
    let scale = HeadScale(
      kind: source.kind, trainingTargets: train.map { source.targets[$0] },
      weights: source.weights.map { weights in train.map { weights[$0] } })
    func rows(_ positions: [Int]) -> HeadRows {
      HeadRows(
        rows: positions.map { source.rows[$0] }, targets: scale.standardised(positions.map { source.targets[$0] }),
        weights: source.weights.map { weights in positions.map { weights[$0] } },
        sides: source.sides.map { sides in positions.map { sides[$0] } })
    }
    let head = HeadData(
      loss: source.kind == .classification ? .crossEntropy : .squaredError, train: rows(train),
      validation: rows(validation), test: rows(test),
      initialisation: stream.split("head", replicate, fold, task), order: stream.split("rows", replicate, fold, task))
    return (head, scale)
  }
}

/// What a row is used for in one fit.
package enum RowRole: Sendable {
  case train, validation, test
}
