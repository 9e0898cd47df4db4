internal import LinearAlgebra
internal import Networks
public import Panels
internal import Statistics

/// Measures jobs with the built-in trainer, by the protocol of DESIGN section 6.
///
/// Develop: K-fold cross-validation; fold f tests, fold f + 1 stops early, the others train, and the test losses of the
/// folds are pooled. Verify: the replicate chooses the fold that stops early, all others train, and the verification
/// rows test. Regression targets are standardised on the training rows of each fit.
public struct NetworkJobRunner: JobRunner {
  let panel: Panel
  let settings: LabelSettings
  let splits: ReplicateSplits
  let stream: RandomStream

  public init(panel: Panel, settings: LabelSettings, splits: ReplicateSplits) {
    self.panel = panel
    self.settings = settings
    self.splits = splits
    stream = RandomStream(seed: settings.seed)
  }

  public func makeWorker() -> any JobWorker { NetworkJobWorker(runner: self) }

  /// The request of one fit: a job's tasks on the rows that `role` gives them.
  ///
  /// All streams are named by replicate and fold, and a head's by its task too, so that a task's part of every job of a
  /// replicate starts from the same weights and sees its rows in the same order.
  func request(for job: Job, fold: Int, role: (Int) -> RowRole?) -> (FitRequest, [HeadScale]) {
    var heads: [HeadData] = []
    var scales: [HeadScale] = []
    for task in job.tasks {
      let (head, scale) = headData(of: task, replicate: job.replicate, fold: fold, role: role)
      heads.append(head)
      scales.append(scale)
    }
    let request = FitRequest(
      features: panel.features, heads: heads, batching: panel.layout == .wide ? .sharedRows : .perHead,
      settings: settings.training, initialisation: stream.split("trunk", job.replicate, fold),
      order: stream.split("order", job.replicate, fold))
    return (request, scales)
  }

  private func headData(
    of task: Int, replicate: Int, fold: Int, role: (Int) -> RowRole?
  ) -> (HeadData, HeadScale) {
    let source = panel.tasks[task]
    var parts: [RowRole: HeadRows] = [:]
    for role in RowRole.allCases {
      parts[role] = HeadRows(rows: [], targets: [], weights: source.weights == nil ? nil : [])
    }
    for (position, row) in source.rows.enumerated() {
      guard let role = role(row) else { continue }
      parts[role]!.rows.append(row)
      parts[role]!.targets.append(source.targets[position])
      if let weights = source.weights { parts[role]!.weights?.append(weights[position]) }
    }
    let scale = HeadScale(kind: source.kind, trainingTargets: parts[.train]!.targets)
    for role in RowRole.allCases { scale.standardise(&parts[role]!.targets) }
    let head = HeadData(
      loss: source.kind == .classification ? .crossEntropy : .squaredError, train: parts[.train]!,
      validation: parts[.validation]!, test: parts[.test]!,
      initialisation: stream.split("head", replicate, fold, task), order: stream.split("rows", replicate, fold, task))
    return (head, scale)
  }
}

/// What a row is used for in one fit.
enum RowRole: CaseIterable {
  case train, validation, test
}
