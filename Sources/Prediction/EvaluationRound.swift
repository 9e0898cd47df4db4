internal import Labels
internal import LinearAlgebra
internal import Statistics

/// One fit and the labels that judge it.
struct EvaluationFold: Sendable {
  var training: TrainingLabels
  var judges: GainLabels
  /// All gains that the replicates of the fit and those of the judges both have: how reliable the judges are.
  var measuredTwice: [RepeatedGain] = []
  /// With skills that no judge's replicate went into.
  var inputs: PairInputs
}

/// One gain measured twice, on different replicates.
struct RepeatedGain: Codable, Sendable {
  var pair: OrderedPair
  var first: Double
  var second: Double
}

/// Measured pairs and their raw losses, from which folds are cut.
struct EvaluationSource: Sendable {
  let table: LossTable
  let estimator: GainEstimator
  let inputs: PairInputs
  let settings: EvaluationSettings
  /// From all replicates: how noisy labels are is no secret of the judges.
  let noise: GainNoise

  init(table: LossTable, estimator: GainEstimator, inputs: PairInputs, settings: EvaluationSettings) {
    self.inputs = inputs
    self.table = table
    self.estimator = estimator
    self.settings = settings
    noise = GainNoise(from: table, estimator: estimator)
  }

  /// The share of all pairs that was measured.
  var measuredShare: Double {
    Double(table.pairs().count) / Double(max(TaskPair.count(taskCount: table.taskCount), 1))
  }

  /// Measured pairs, at most `maxPairs`, in the order that a plan measures them: random, with all tasks about as
  /// often among the first ones.
  private func pairs(_ stream: RandomStream) -> [TaskPair] {
    Array(
      balancedPairOrder(taskCount: table.taskCount, among: table.pairs(), stream: stream).prefix(settings.maxPairs))
  }

  private func labels(_ includes: @escaping (Int) -> Bool = { _ in true }) -> GainLabels {
    GainLabels(from: table, estimator: estimator, noise: noise, includes: includes)
  }

  /// Gains of the first replicate that pairs were measured in.
  private func singleReplicate(among includes: (Int) -> Bool) -> GainLabels {
    let first = table.sets(ofSize: 2).flatMap { table.replicates(of: $0) }.filter(includes).min()
    return labels { $0 == first }
  }

  /// How many parts of the measured pairs take turns at judging a choice: one a pair of few, otherwise as the share says;
  /// 1 where less than half is fitted to.
  var turns: Int {
    let pairs = min(table.pairs().count, settings.maxPairs)
    let parts = Int((1 / (1 - settings.fitShare)).rounded())
    return parts < 2 ? 1 : pairs <= EvaluationSettings.fewPairs ? max(2, pairs) : parts
  }

  /// Leaves parts of the pairs out in turn: each fold is fitted to the other pairs on some replicates and judged by its own
  /// on the other replicates, so that every label is judged once. Empty without enough.
  ///
  /// - Parameter part: of the pairs that may be fitted to; the judges are the same for every part.
  func freshFolds(_ stream: RandomStream, part: Double = 1) -> [EvaluationFold] {
    let paired = Set(table.sets(ofSize: 2).flatMap { table.replicates(of: $0) })
    let seen = fitReplicates(of: paired, stream.split("halves"))
    guard paired.contains(where: seen.contains), paired.contains(where: { !seen.contains($0) }) else { return [] }
    let pairs = pairs(stream.split("pairs"))
    let seenLabels = labels(seen.contains)
    let fresh = labels { !seen.contains($0) }
    let single = singleReplicate(among: seen.contains)
    let seenInputs = inputs.skills.isEmpty ? inputs : inputs.withSkills(from: table, includes: seen.contains)
    var folds = freshTurns(of: pairs).compactMap { judges -> EvaluationFold? in
      let others = pairs.filter { !judges.contains($0) }
      let fit = others.prefix(Int((part * Double(others.count)).rounded()))
      var fold = fold(training: seenLabels, single: single, judges: fresh, fit: Set(fit), judge: judges)
      fold?.inputs = seenInputs
      return fold
    }
    // The same for all folds of a choice.
    if !folds.isEmpty { folds[0].measuredTwice = Self.measuredTwice(seenLabels, fresh) }
    return folds
  }

  /// The pairs that judge, turn by turn.
  private func freshTurns(of pairs: [TaskPair]) -> [Set<TaskPair>] {
    let turns = turns
    if turns == 1 { return [Set(pairs.dropFirst(Int((Double(pairs.count) * settings.fitShare).rounded())))] }
    return (0..<turns).map { turn in Set(pairs.indices.filter { $0 % turns == turn }.map { pairs[$0] }) }
  }

  /// Some of the pairs' replicates and of those that only baselines have.
  private func fitReplicates(of paired: Set<Int>, _ stream: RandomStream) -> Set<Int> {
    var stream = stream
    let alone = Set((0..<table.taskCount).flatMap { table.replicates(of: [$0]) }).subtracting(paired)
    var chosen: Set<Int> = []
    for (group, count) in [(paired.sorted(), settings.fitReplicates), (alone.sorted(), settings.fitBaselines)] {
      var shuffled = group
      stream.shuffle(&shuffled)
      chosen.formUnion(shuffled.prefix(count ?? group.count / 2))
    }
    return chosen
  }

  /// Five folds of the pairs, every label judged once.
  func pairFolds(_ stream: RandomStream) -> [EvaluationFold] {
    let pairs = pairs(stream)
    let all = labels()
    let single = singleReplicate { _ in true }
    return (0..<5).compactMap { part in
      let held = Set(pairs.indices.filter { $0 % 5 == part }.map { pairs[$0] })
      return fold(
        training: all, single: single, judges: all, fit: Set(pairs).subtracting(held), judge: held)
    }
  }

  /// Up to ten folds of the tasks: labels whose target is in the fold judge a fit to pairs outside of it.
  func taskFolds(_ stream: RandomStream) -> [EvaluationFold] {
    var stream = stream
    let pairs = pairs(stream.split("pairs"))
    let tasks = stream.permutation(table.taskCount)
    let all = labels()
    let single = singleReplicate { _ in true }
    let parts = min(10, table.taskCount)
    return (0..<parts).compactMap { part in
      let held = Set(tasks.indices.filter { $0 % parts == part }.map { tasks[$0] })
      let touching = Set(pairs.filter { held.contains($0.a) || held.contains($0.b) })
      return fold(
        training: all, single: single, judges: all.filtered { held.contains($0.target) },
        fit: Set(pairs).subtracting(touching), judge: touching)
    }
  }

  private static func measuredTwice(_ a: GainLabels, _ b: GainLabels) -> [RepeatedGain] {
    var second: [OrderedPair: Double] = [:]
    for label in b.labels { second[label.pair] = label.gain }
    return a.labels.compactMap { label in
      second[label.pair].map { RepeatedGain(pair: label.pair, first: label.gain, second: $0) }
    }
  }

  private func fold(
    training: GainLabels, single: GainLabels, judges: GainLabels, fit: Set<TaskPair>, judge: Set<TaskPair>
  ) -> EvaluationFold? {
    func isOf(_ pairs: Set<TaskPair>) -> (GainLabels.Label) -> Bool { { pairs.contains($0.pair.unordered) } }
    let fitted = training.filtered(isOf(fit))
    let held = judges.filtered(isOf(judge))
    guard fitted.labels.count >= GainModel.fewestLabels, !held.labels.isEmpty else { return nil }
    return EvaluationFold(
      training: TrainingLabels(labels: fitted, single: single.filtered(isOf(fit))), judges: held,
      inputs: inputs)
  }
}
