internal import Diagnostics
internal import Labels
internal import Networks
internal import Panels
internal import Statistics

/// What one candidate reached in one fold.
struct FoldTrial: Sendable {
  /// One job: each task's loss, and that of its null model; nil where a loss is not finite.
  struct Part: Sendable {
    var tasks: [Int]
    var losses: [(loss: Double, null: Double)?]
    var epochs: Int
  }

  /// Each judged task's loss in each job that it was part of; tasks of the joint network count as much as all pairs do.
  private(set) var losses: [Double] = []
  /// The same as shares of the null model's loss.
  private(set) var shares: [Double] = []
  let fits: Int
  let epochs: Int

  /// - Parameter judged: tasks whose losses count.
  init(parts: [Part], judged: Set<Int>) {
    fits = parts.count
    epochs = parts.reduce(0) { $0 + $1.epochs }
    for part in parts {
      for (task, figures) in zip(part.tasks, part.losses) where judged.contains(task) {
        losses.append(figures?.loss ?? .infinity)
        shares.append(figures.map { $0.null > 0 ? $0.loss / $0.null : $0.loss } ?? .infinity)
      }
    }
  }
}

/// What one candidate reached in the folds that it trained.
public struct CandidateTrial: Sendable {
  /// The candidate's.
  public let name: String
  var folds: [FoldTrial] = []

  init(name: String) { self.name = name }

  /// Folds that it trained.
  public var foldCount: Int { folds.count }
  /// Networks that it trained.
  public var fits: Int { folds.reduce(0) { $0 + $1.fits } }
  /// Epochs of all of them.
  public var epochs: Int { folds.reduce(0) { $0 + $1.epochs } }
  /// Mean held-out loss over tasks and folds; infinite where a training failed.
  public var loss: Double { mean(folds.flatMap(\.losses)) ?? .infinity }
  /// Mean over tasks and folds of the share of the null model's loss that is left.
  public var relativeLoss: Double { mean(folds.flatMap(\.shares)) ?? .infinity }

  /// How much lower the relative loss is than another's over the folds that both trained, with its standard error over tasks
  /// and folds; nil without a fold in common.
  public func gain(over other: CandidateTrial) -> (gain: Double, error: Double?)? {
    let pairs = zip(folds, other.folds).flatMap { zip($0.shares, $1.shares) }
    let differences = pairs.map { $1 - $0 }
    return mean(differences).map { ($0, standardError(differences)) }
  }
}

extension NetworkJobRunner {
  /// The held-out losses of one fold of a job on development rows.
  func developmentLosses(of job: Job, fold: Int) -> FoldTrial.Part {
    let foldOfRow = splits.foldOfRow(replicate: job.replicate)
    let (request, scales) = request(for: job, fold: fold) { row in
      role(ofRowIn: Int(foldOfRow[row]), fold: fold, phase: .develop)
    }
    let result = Trainer(encoders: encoders).fit(request)
    let losses = job.tasks.indices.map { head -> (loss: Double, null: Double)? in
      var pool = TestPool(kind: panel.tasks[job.tasks[head]].kind)
      let test = request.heads[head].test
      pool.add(
        outputs: result.testOutputs[head], targets: test.targets, weights: test.weights,
        blocks: test.rows.map { splits.blockOfRow[$0] }, scale: scales[head])
      return pool.outcome().map { ($0.loss, $0.nullLoss) }
    }
    return FoldTrial.Part(tasks: job.tasks.tasks, losses: losses, epochs: result.epochs)
  }
}
