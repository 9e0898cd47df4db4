internal import Statistics

/// A task trained alone, over its replicates.
struct Baseline {
  /// Mean loss over replicates.
  let loss: Double
  /// Mean primary metric over the replicates that have one; nil if none has.
  let metric: Double?
  /// By replicate, ascending.
  let losses: [Double]
  let lossByReplicate: [Int: Double]
  let metricByReplicate: [Int: Double]

  /// The baseline of a task from the included replicates; nil if there is none.
  init?(of task: Int, in table: LossTable, includes: (Int) -> Bool) {
    var losses: [Int: Double] = [:]
    var metrics: [Int: Double] = [:]
    for replicate in table.replicates(of: [task]) where includes(replicate) {
      guard let outcome = table.outcome(of: task, in: [task], replicate: replicate) else { continue }
      losses[replicate] = outcome.loss
      metrics[replicate] = outcome.metrics.primary
    }
    let ordered = losses.keys.sorted()
    self.losses = ordered.compactMap { losses[$0] }
    guard let loss = mean(self.losses) else { return nil }
    self.loss = loss
    metric = mean(ordered.compactMap { metrics[$0] })
    lossByReplicate = losses
    metricByReplicate = metrics
  }
}
