/// How many pairs and replicates a budget buys.
///
/// The baseline comes first, as every gain leans on it (n trainings, not n^2), but never takes more than half; then
/// pairs at the replicates of the settings; and when all pairs are bought, more replicates. Below two replicates
/// nothing can be said about noise, so a small budget buys fewer pairs instead, as long as it trains every task alone
/// twice; a budget of 0 buys nothing at all.
package struct LabelAllocation: Equatable, Sendable {
  package var baselineReplicates: Int
  package var replicates: Int
  package var pairs: Int

  /// The allocation of `fits` fits to a panel of `taskCount` tasks.
  package init(fits: Int, taskCount: Int, settings: LabelSettings) {
    self.init(aloneJobs: fits / settings.folds, pairCost: 1, taskCount: taskCount, settings: settings)
  }

  /// The allocation of what as many jobs of a task alone cost.
  ///
  /// - Parameter pairCost: what a pair costs, in jobs of a task alone; positive.
  package init(aloneJobs jobs: Int, pairCost: Double, taskCount: Int, settings: LabelSettings) {
    precondition(pairCost > 0, "a pair costs something")
    let allPairs = taskCount * (taskCount - 1) / 2
    // Fits that do not train every task once buy nothing.
    let affordable = jobs / max(taskCount, 1)
    baselineReplicates = min(settings.baselineReplicates, max(min(1, affordable), affordable / 2))
    let left = Int(min(Double(max(0, jobs - baselineReplicates * taskCount)) / pairCost, 1e15))
    var each = max(1, min(settings.replicates, baselineReplicates))
    pairs = baselineReplicates == 0 ? 0 : min(allPairs, left / each)
    if pairs == allPairs && allPairs > 0 { each = max(each, min(left / allPairs, baselineReplicates)) }
    replicates = pairs == 0 ? 0 : each
  }

  /// The allocation of a share of the pairs, at least three pairs (or all) unless the share is 0.
  package init(fraction: Double, taskCount: Int, settings: LabelSettings) {
    let allPairs = taskCount * (taskCount - 1) / 2
    baselineReplicates = settings.baselineReplicates
    replicates = settings.replicates
    pairs = fraction <= 0 ? 0 : min(allPairs, max(3, Int((fraction * Double(allPairs)).rounded())))
  }
}
