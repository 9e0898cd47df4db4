internal import Labels
internal import LinearAlgebra
internal import Statistics

/// HOA (Standley et al. 2020): trains all pairs once; the gain of a task in a group is the mean of its gains in the pairs inside.
struct HigherOrderApproximation: GroupingMethod {
  func jobs(_ setting: MethodSetting) throws -> [Job] {
    let pairs = TaskPair.all(taskCount: setting.tasks.count)
    guard setting.isPublished || pairs.count <= setting.setBudget else {
      throw MethodRefusal("it trains all \(pairs.count) pairs and the budget is \(setting.setBudget) sets of tasks")
    }
    return setting.aloneJobs + pairs.map { Job(tasks: [$0.a, $0.b], replicate: 0) }
  }

  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    let count = evidence.setting.tasks.count
    var gains = Matrix<Double>(rows: count, columns: count)
    for pair in TaskPair.all(taskCount: count) {
      gains[pair.a, pair.b] = evidence.singleGain(of: pair.a, in: [pair.a, pair.b]) ?? .nan
      gains[pair.b, pair.a] = evidence.singleGain(of: pair.b, in: [pair.a, pair.b]) ?? .nan
    }
    return MethodProposal(plan: try evidence.setting.plan(of: gains), affinities: gains, seenReplicates: [0])
  }
}
