internal import Statistics

extension LossTable {
  /// Whether every outcome tells its losses by block, and the table knows how rows are spread over them.
  public var hasBlocks: Bool {
    blockWeights != nil && outcomes.allSatisfy { $0.value.allSatisfy { $0.map { $0.blocks != nil } ?? true } }
  }

  /// The same measurements, judged on the test rows of some blocks alone: other rows, the same trainings.
  ///
  /// Metrics are left out, as they are no sums over rows. A task without rows in the blocks has no outcome there, and
  /// neither has one that was measured before losses were kept by block. O(measurements).
  public func restricted(to blocks: BlockSet) -> LossTable {
    guard blocks != .all, let weights = blockWeights else { return self }
    var table = LossTable(taskCount: taskCount, blockWeights: nil)
    for (job, result) in outcomes {
      table.record(
        job,
        zip(job.tasks, result).map { task, outcome -> TaskOutcome? in
          guard let outcome, let loss = loss(outcome, of: task, on: blocks, phase: job.phase) else { return nil }
          let null = weights.nullLoss(of: task, in: blocks, phase: job.phase)
          let weight = weights.weight(of: task, in: blocks, phase: job.phase) ?? 1
          return TaskOutcome(
            loss: loss, nullLoss: null.map { outcome.nullLoss * $0 / weight } ?? outcome.nullLoss, metrics: Metrics(),
            rows: Int((Double(outcome.rows) * weight).rounded()))
        })
    }
    return table
  }

  /// An outcome's loss on the test rows of some blocks; nil where there are none, or it does not tell of blocks.
  package func loss(_ outcome: TaskOutcome, of task: Int, on blocks: BlockSet, phase: Job.Phase) -> Double? {
    if blocks == .all { return outcome.loss }
    guard let shares = outcome.blocks, let weight = weight(of: task, on: blocks, phase: phase), weight > 0 else {
      return nil
    }
    return outcome.loss * shares.share(of: blocks) / weight
  }

  /// The share of a task's test weight in some blocks; nil where it is not known.
  package func weight(of task: Int, on blocks: BlockSet, phase: Job.Phase) -> Double? {
    blockWeights?.weight(of: task, in: blocks, phase: phase)
  }
}
