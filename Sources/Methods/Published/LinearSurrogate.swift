package import Labels
package import LinearAlgebra
internal import Statistics

/// The linear surrogate (Li et al. 2023): least squares of a task's gain in random sets on who else is in them, with a small ridge;
/// a partner's coefficient is what the task gains from it.
package struct LinearSurrogate: GroupingMethod {
  /// The penalty on every coefficient but the constant.
  static let ridge = 1.0

  package func jobs(_ setting: MethodSetting) throws -> [Job] { RandomSubsets.jobs(setting) }

  package func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    let count = evidence.setting.tasks.count
    var values = Matrix<Double>(rows: count, columns: count)
    for target in 0..<count {
      let (members, gains) = RandomSubsets.samples(of: target, in: evidence)
      let coefficients = Self.coefficients(members: members, gains: gains, target: target, ridge: Self.ridge)
      for partner in 0..<count where partner != target { values[target, partner] = coefficients[partner] }
    }
    return MethodProposal(plan: try evidence.setting.plan(of: values), affinities: values, seenReplicates: [0])
  }

  /// Ridge of gains on membership, its constant spread evenly over the partners of a set, so that coefficients are gains and not
  /// differences of gains; 0 for the target and for tasks that no set has.
  ///
  /// - Parameters:
  ///   - members: (sets, tasks), 0 and 1.
  ///   - gains: one a set.
  package static func coefficients(members: Matrix<Double>, gains: [Double], target: Int, ridge: Double) -> [Double] {
    let count = members.columns
    guard let center = mean(gains) else { return [Double](repeating: 0, count: count) }
    let means = (0..<count).map { mean(members.column($0)) ?? 0 }
    var gram = Matrix<Double>(rows: count, columns: count)
    var moment = [Double](repeating: 0, count: count)
    for row in 0..<members.rows {
      let deviations = (0..<count).map { members[row, $0] - means[$0] }
      for a in 0..<count {
        moment[a] += deviations[a] * (gains[row] - center)
        for b in 0..<count { gram[a, b] += deviations[a] * deviations[b] }
      }
    }
    for task in 0..<count { gram[task, task] += max(ridge, 1e-12) }
    guard let solution = CholeskyFactor(gram)?.solve(moment) else { return [Double](repeating: 0, count: count) }
    let partners = means.reduce(0, +) - means[target]
    let constant = center - zip(solution, means).reduce(0) { $0 + $1.0 * $1.1 }
    let share = partners > 0 ? constant / partners : 0
    return (0..<count).map { $0 == target || means[$0] == 0 ? 0 : solution[$0] + share }
  }
}
