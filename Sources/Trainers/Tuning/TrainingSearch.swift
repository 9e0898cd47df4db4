public import Diagnostics
internal import Labels
internal import LinearAlgebra
internal import Networks
internal import Panels
internal import Statistics
internal import Synchronization

/// A short search for ways of training a panel's networks, alone and together apart, by the loss on development rows.
///
/// Both sides are searched among the same candidates, on the same folds of a split that no label uses, and by the same rule:
/// successive halving (Jamieson & Talwalkar 2016). All candidates train two folds; a third of them goes on to the next,
/// at least two, and the settings as they are in any case; after the last the best is chosen. What costs more than `costLimit`
/// times as much as the settings as they are, in epochs times weights of the trunk, does not go on. Alone, the loss is that of a
/// sample of the tasks; together, half that of all tasks in one network and half that of the sampled tasks in pairs, as
/// both are trained by what is chosen. Verification rows are never seen. The result does not depend on `threads`.
public struct TrainingSearch: Sendable {
  /// Which networks are trained.
  public enum Side: String, Sendable, CaseIterable {
    /// Those of a single task.
    case alone
    /// Those of several tasks.
    case together
  }

  /// The candidates; the first is the settings as they are.
  public let candidates: [TrainingCandidate]
  private let runner: NetworkJobRunner
  private let costLimit: Double
  /// Tasks that are trained alone and in pairs.
  private let sample: [Int]

  /// - Parameters:
  ///   - runner: whose jobs are to be trained well; its settings are what candidates change.
  ///   - candidates: the ways of training to compare.
  ///   - sampleRows: tasks are drawn to be trained alone and in pairs until they have so many labelled rows together,
  ///   - sampleTasks: though no fewer and no more of them than this, and all where there are fewer; at least two.
  ///   - costLimit: what training may cost, as a multiple of what it costs by the settings as they are.
  public init(
    _ runner: NetworkJobRunner, candidates: [TrainingCandidate] = TrainingCandidate.standard,
    sampleRows: Int = 5000, sampleTasks: ClosedRange<Int> = 8...32,
    costLimit: Double = 2
  ) {
    precondition(!candidates.isEmpty && sampleTasks.lowerBound >= 2, "something to try, and pairs to try it on")
    self.runner = runner
    self.candidates = candidates
    self.costLimit = costLimit
    let tasks = runner.panel.tasks
    var draws = runner.stream.split("tune tasks")
    var rows = 0
    sample = draws.permutation(tasks.count).enumerated().prefix { (place, task) in
      defer { rows += tasks[task].rows.count }
      return place < sampleTasks.lowerBound || (place < sampleTasks.upperBound && rows < sampleRows)
    }.map(\.element)
  }

  /// Folds and streams are those of a replicate that labels never reach.
  private static let replicate = 1 << 30

  /// The folds that each round trains.
  private var rounds: [[Int]] {
    [[0, 1], [2], [3, 4]].map { $0.filter { $0 < runner.settings.folds } }.filter { !$0.isEmpty }
  }

  /// Tries the candidates; throws `.interrupted`.
  ///
  /// `seconds` is what it may take, half for each side: a side that is out of time trains no further fold, though one in any case. nil
  /// is no limit, with a result that does not depend on the machine.
  public func run(
    threads: Int, seconds: Double? = nil, progress: any ProgressReporter = SilentProgress(),
    interruption: Interruption = Interruption()
  ) throws -> TrainingSearchResult {
    var trials = Dictionary(
      uniqueKeysWithValues: Side.allCases.map { side in (side, candidates.map { CandidateTrial(name: $0.name) }) })
    for side in Side.allCases {
      var alive = Array(candidates.indices)
      let start = ContinuousClock.now
      for (round, folds) in rounds.enumerated() {
        if round > 0 { alive = survivors(of: alive, trials[side]!) }
        for fold in folds where fold == 0 || Self.isLeft(seconds.map { $0 / 2 }, since: start) {
          let losses = try train(alive, side: side, fold: fold, threads: threads, progress: progress, interruption)
          for (candidate, losses) in zip(alive, losses) { trials[side]![candidate].folds.append(losses) }
        }
      }
    }
    return TrainingSearchResult(
      candidates: candidates, alone: trials[.alone]!, together: trials[.together]!, costLimit: costLimit)
  }

  private static func isLeft(_ seconds: Double?, since start: ContinuousClock.Instant) -> Bool {
    seconds.map { ContinuousClock.now - start < .seconds($0) } ?? true
  }

  /// The best third of the candidates that are still trained, at least two, and the settings as they are.
  private func survivors(of alive: [Int], _ trials: [CandidateTrial]) -> [Int] {
    let affordable = alive.filter { $0 == 0 || trials[$0].cost <= costLimit * trials[0].cost }
    let ranked = affordable.sorted { (trials[$0].relativeLoss, $0) < (trials[$1].relativeLoss, $1) }
    let kept = ranked.prefix(max(2, (alive.count + 2) / 3))
    return alive.filter { kept.contains($0) || $0 == 0 }
  }

  /// The sets of tasks of a side; together, all tasks and each sampled task in one pair.
  private func sets(of side: Side) -> [TaskSet] {
    switch side {
    case .alone: return sample.map { [$0] }
    case .together:
      let all = TaskSet(runner.panel.tasks.indices)
      let pairs = stride(from: 0, to: sample.count - 1, by: 2).map { TaskSet([sample[$0], sample[$0 + 1]]) }
      return all.count == 2 ? [all] : pairs + [all]
    }
  }

  /// The losses of some candidates in one fold.
  private func train(
    _ alive: [Int], side: Side, fold: Int, threads: Int, progress: any ProgressReporter, _ interruption: Interruption
  ) throws -> [FoldTrial] {
    let sets = sets(of: side)
    let runners = alive.map { candidate in
      runner.with(
        training: candidates[candidate].options.applied(to: side == .alone ? runner.training : runner.together))
    }
    let found = Mutex<[Int: FoldTrial.Part]>([:])
    parallelFor(alive.count * sets.count, threads: threads) { index in
      if interruption.isRaised { return }
      let (candidate, set) = (index / sets.count, index % sets.count)
      let job = Job(tasks: sets[set], replicate: Self.replicate)
      let part = runners[candidate].developmentLosses(of: job, fold: fold)
      found.withLock { $0[index] = part }
      progress.advance(by: 1)
    }
    try interruption.check()
    let parts = found.withLock { known in (0..<alive.count * sets.count).compactMap { known[$0] } }
    return alive.indices.map { candidate in
      FoldTrial(parts: Array(parts[candidate * sets.count..<(candidate + 1) * sets.count]))
    }
  }

  /// Fits that a search makes at most, for progress.
  public var fitCount: Int {
    Side.allCases.reduce(0) { total, side in
      var (alive, fits) = (candidates.count, 0)
      for (round, folds) in rounds.enumerated() {
        if round > 0 { alive = min(alive, max(2, (alive + 2) / 3) + 1) }
        fits += alive * folds.count * sets(of: side).count
      }
      return total + fits
    }
  }
}
