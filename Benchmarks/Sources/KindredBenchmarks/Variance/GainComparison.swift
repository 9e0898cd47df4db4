import Labels
import LinearAlgebra
import Statistics

/// How gains from half of the pairs' replicates agree with gains from the other half, with nothing in common between them.
struct GainComparison {
  enum Estimator: String, CaseIterable {
    /// The difference to as many other replicates of the baseline: no random numbers in common.
    case independent
    /// The difference to the same replicates of the baseline.
    case common = "common random numbers"
    /// The difference to the mean of ten replicates of the baseline.
    case shared = "shared baseline"
    /// The same, with the same replicates of the baseline as control variates.
    case control = "shared, control variate"

    /// Baseline replicates that one set of gains uses.
    var baselines: Int {
      self == .independent || self == .common
        ? VarianceBenchmark.pairReplicates / 2 : VarianceBenchmark.aloneReplicates / 2
    }
  }

  /// Random choices of the baseline's replicates, each with all halvings of the pairs' ones.
  private static let drawings = 10

  /// Mean correlation over them.
  let correlation: Double
  /// The same within targets.
  let within: Double

  init(table: LossTable, pairs: [[Int]], estimator: Estimator) {
    let losses = ReplicateLosses(table: table)
    let beta = estimator == .control ? GainEstimator(fittedTo: table).controlCoefficient : 0
    let directed = pairs.flatMap { [(set: $0, task: $0[0]), (set: $0, task: $0[1])] }
    func gains(_ replicates: [Int], others: ArraySlice<Int>) -> [Double] {
      let baseline =
        switch estimator {
        case .independent: Array(others.prefix(replicates.count))
        case .common: replicates
        case .shared, .control: replicates + others
        }
      return directed.map { set, task in
        let alone = losses.mean(of: task, in: [task], baseline)
        let luck = losses.mean(of: task, in: [task], replicates) - alone
        return 1 - (losses.mean(of: task, in: set, replicates) - beta * luck) / alone
      }
    }
    var stream = RandomStream(seed: 1)
    let agreements = (0..<Self.drawings).flatMap { _ in
      var others = Array(VarianceBenchmark.pairReplicates..<VarianceBenchmark.aloneReplicates)
      stream.shuffle(&others)
      return Self.halves(of: VarianceBenchmark.pairReplicates).map { first, second in
        let x = gains(first, others: others[..<(others.count / 2)])
        let y = gains(second, others: others[(others.count / 2)...])
        return (pearsonCorrelation(x, y) ?? 0, withinGroupCorrelation(x, y, group: directed.map(\.task)) ?? 0)
      }
    }
    correlation = mean(agreements.map(\.0)) ?? 0
    within = mean(agreements.map(\.1)) ?? 0
  }

  /// Every way to halve 0..<count.
  private static func halves(of count: Int) -> [([Int], [Int])] {
    (0..<1 << count).filter { $0.nonzeroBitCount == count / 2 && $0 & 1 == 1 }.map { mask in
      ((0..<count).filter { mask >> $0 & 1 == 1 }, (0..<count).filter { mask >> $0 & 1 == 0 })
    }
  }
}

/// Losses by replicate.
private struct ReplicateLosses {
  let table: LossTable

  func mean(of task: Int, in set: [Int], _ replicates: [Int]) -> Double {
    let losses = replicates.compactMap { table.outcome(of: task, in: set, replicate: $0)?.loss }
    return losses.reduce(0, +) / Double(losses.count)
  }
}
