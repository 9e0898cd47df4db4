internal import Labels
internal import LinearAlgebra
internal import Statistics

/// Random sets of tasks that surrogates are fitted to.
enum RandomSubsets {
  /// Different sets of a quarter of the tasks, at least three where there are as many: ten a task as published, or as many as the
  /// budget buys.
  static func sets(_ setting: MethodSetting) -> [TaskSet] {
    let count = setting.tasks.count
    let size = min(count, max(3, count / 4))
    let wanted = setting.isPublished ? 10 * count : min(10 * count, setting.setBudget)
    var stream = setting.stream.split("random subsets")
    var sets: Set<TaskSet> = []
    // Of few tasks there may be fewer sets than are wanted.
    for _ in 0..<20 * wanted where sets.count < wanted { sets.insert(TaskSet(stream.sample(size, of: count))) }
    return sets.sorted()
  }

  static func jobs(_ setting: MethodSetting) -> [Job] {
    setting.aloneJobs + sets(setting).map { Job(tasks: $0, replicate: 0) }
  }

  /// For a target: membership of its sets that were measured, (sets, tasks) of 0 and 1, and its gains in them.
  static func samples(of target: Int, in evidence: MethodEvidence) -> (members: Matrix<Double>, gains: [Double]) {
    let count = evidence.setting.tasks.count
    var elements: [Double] = []
    var gains: [Double] = []
    for set in sets(evidence.setting) where set.contains(target) {
      guard let gain = evidence.singleGain(of: target, in: set) else { continue }
      gains.append(gain)
      elements += (0..<count).map { set.contains($0) ? 1 : 0 }
    }
    return (Matrix(rows: gains.count, columns: count, elements: elements), gains)
  }
}
