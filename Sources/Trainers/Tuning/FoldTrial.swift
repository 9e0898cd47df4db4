internal import Labels
internal import LinearAlgebra
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
    /// Weights of the trunk: what an epoch costs, but for the rows.
    var weights: Int
  }

  /// A task's loss in one job.
  struct Figure: Sendable {
    let loss: Double
    /// The share of the null model's loss that is left.
    let share: Double
    /// All networks of one size count as much as all of another.
    let weight: Double
  }

  let figures: [Figure]
  let fits: Int
  let epochs: Int
  let cost: Double

  init(parts: [Part]) {
    fits = parts.count
    epochs = parts.reduce(0) { $0 + $1.epochs }
    cost = parts.reduce(0) { $0 + Double($1.epochs) * Double($1.weights) }
    let sizes = Dictionary(grouping: parts, by: \.tasks.count).mapValues { $0.reduce(0) { $0 + $1.tasks.count } }
    figures = parts.flatMap { part in
      part.losses.map { known in
        Figure(
          loss: known?.loss ?? .infinity,
          share: known.map { $0.null > 0 ? $0.loss / $0.null : $0.loss } ?? .infinity,
          weight: 1 / Double(sizes[part.tasks.count] ?? 1))
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
  /// What it cost, in epochs times weights of the trunk.
  var cost: Double { folds.reduce(0) { $0 + $1.cost } }
  /// Mean held-out loss over tasks and folds; infinite where a training failed.
  public var loss: Double { weightedMean(folds.flatMap(\.figures), \.loss) }
  /// Mean over tasks and folds of the share of the null model's loss that is left.
  public var relativeLoss: Double { weightedMean(folds.flatMap(\.figures), \.share) }

  private func weightedMean(_ figures: [FoldTrial.Figure], _ value: KeyPath<FoldTrial.Figure, Double>) -> Double {
    let total = figures.reduce(0) { $0 + $1.weight }
    return total > 0 ? figures.reduce(0) { $0 + $1.weight * $1[keyPath: value] } / total : .infinity
  }

  /// How much lower the relative loss is than another's over the folds that both trained, with its standard error over tasks
  /// and folds; nil without a fold in common, an error of nil with a single figure.
  public func gain(over other: CandidateTrial) -> (gain: Double, error: Double?)? {
    let pairs = zip(folds, other.folds).flatMap { zip($0.figures, $1.figures) }
    let total = pairs.reduce(0) { $0 + $1.0.weight }
    guard total > 0 else { return nil }
    let gain = pairs.reduce(0) { $0 + $1.0.weight * ($1.1.share - $1.0.share) } / total
    let squares = pairs.reduce(0.0) { sum, pair in
      let deviation = pair.0.weight / total * (pair.1.share - pair.0.share - gain)
      return sum + deviation * deviation
    }
    let count = Double(pairs.count)
    return (gain, count > 1 ? (squares * count / (count - 1)).squareRoot() : nil)
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
        outputs: result.testOutputs[head], test: test,
        blocks: test.rows.map { splits.blockOfRow[$0] }, scale: scales[head])
      return pool.outcome().map { ($0.loss, $0.nullLoss) }
    }
    let widths = [panel.features.columns] + request.settings.encoder.widths
    return FoldTrial.Part(
      tasks: job.tasks.tasks, losses: losses, epochs: result.epochs,
      weights: zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 })
  }
}
