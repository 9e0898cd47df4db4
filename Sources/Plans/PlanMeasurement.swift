package import Diagnostics
internal import Grouping
package import Labels
internal import Statistics

/// What a plan measured, task by task and as one number.
public struct PlanMeasurement: Codable, Equatable, Sendable {
  public var name: String
  public var origin: PlanOrigin
  /// Mean over tasks of the relative gain over alone: positive is better than training every task alone.
  public var gain: Double
  /// Its standard error over replicates; nil with one. 0 for all alone.
  public var gainError: Double?
  /// Mean over tasks of the loss.
  public var loss: Double
  public var lossError: Double?
  /// By replicate, ascending: what `gain` is the mean of, for paired comparisons.
  package var gainByReplicate: [Double]
  /// By task: the mean over replicates, whose spread says how far a lead depends on a few tasks.
  package var gainByTask: [Double]

  /// Scores a plan on measurements in which each replicate was run for all its networks and for every task alone.
  ///
  /// A replicate's gain of a task is (alone - served) / alone, with `alone` of the same replicate in the numerator
  /// (common random numbers) and its mean over replicates in the denominator, so that one lucky baseline cannot inflate a
  /// ratio.
  package init(
    _ candidate: CandidatePlan, in table: LossTable, phase: Job.Phase, replicates: [Int],
    network: (Int, Int) -> [Int]
  ) {
    name = candidate.name
    origin = candidate.origin
    let tasks = candidate.plan.served.indices
    let aloneMeans = tasks.map { task in
      mean(
        replicates.compactMap {
          table.outcome(of: task, in: [task], replicate: $0, phase: phase)?.loss
        }) ?? 0
    }
    var gains: [Double] = []
    var losses: [Double] = []
    var taskGains = [[Double]](repeating: [], count: tasks.count)
    for replicate in replicates {
      var gain: [Double] = []
      var loss: [Double] = []
      for task in tasks {
        guard
          let alone = table.outcome(of: task, in: [task], replicate: replicate, phase: phase)?.loss,
          let served = table.outcome(
            of: task, in: network(task, replicate), replicate: replicate, phase: phase)?.loss
        else { continue }
        gain.append(aloneMeans[task] > 0 ? (alone - served) / aloneMeans[task] : 0)
        taskGains[task].append(gain[gain.count - 1])
        loss.append(served)
      }
      if let gain = mean(gain), let loss = mean(loss) {
        gains.append(gain)
        losses.append(loss)
      }
    }
    gainByReplicate = gains
    gainByTask = taskGains.map { mean($0) ?? 0 }
    gain = mean(gains) ?? 0
    gainError = standardError(gains)
    loss = mean(losses) ?? 0
    lossError = standardError(losses)
  }

  /// `gain` and `loss` with their standard errors.
  package var gainEstimate: Estimate { Estimate(gain, standardError: gainError) }
  package var lossEstimate: Estimate { Estimate(loss, standardError: lossError) }

  /// How much better this plan is than another, and the standard error of that; nil below two replicates.
  ///
  /// The standard error is the larger of two: over replicates, of the mean over tasks, and over tasks, of the mean over
  /// replicates. All replicates are of the same rows, so the first alone would take a lead that hangs on a few tasks' rows
  /// for a sure one.
  public func advantage(over other: PlanMeasurement) -> (mean: Double, standardError: Double)? {
    let differences = zip(gainByReplicate, other.gainByReplicate).map { $0 - $1 }
    guard let center = mean(differences), let overReplicates = standardError(differences) else { return nil }
    let overTasks = standardError(zip(gainByTask, other.gainByTask).map { $0 - $1 }) ?? 0
    return (center, max(overReplicates, overTasks))
  }
}

extension PlanMeasurement {
  /// The plan to recommend: going from the simplest to the cleverest, one replaces another only where it is better by more
  /// than the standard error of their difference.
  package static func recommended(among scores: [PlanMeasurement]) -> PlanMeasurement? {
    var best = scores.first
    for score in scores.dropFirst() {
      guard let current = best, let advantage = score.advantage(over: current) else { continue }
      if advantage.mean > advantage.standardError { best = score }
    }
    return best
  }
}
