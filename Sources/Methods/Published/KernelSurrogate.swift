package import Labels
package import LinearAlgebra
internal import RealModule

/// The kernel surrogate: kernel ridge of a task's gain in random sets on membership, with exp(-|x - y|^2 / tasks) and a penalty of
/// .001; what it predicts of a pair is what the task gains from the partner.
package struct KernelSurrogate: GroupingMethod {
  static let penalty = 1e-3

  package func jobs(_ setting: MethodSetting) throws -> [Job] { RandomSubsets.jobs(setting) }

  package func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    let count = evidence.setting.tasks.count
    var values = Matrix<Double>(rows: count, columns: count)
    for target in 0..<count {
      let (members, gains) = RandomSubsets.samples(of: target, in: evidence)
      guard let weights = Self.weights(members: members, gains: gains) else { continue }
      for partner in 0..<count where partner != target {
        let pair = (0..<count).map { $0 == target || $0 == partner ? 1.0 : 0 }
        values[target, partner] = weights.indices.reduce(0) { $0 + weights[$1] * Self.kernel(members, $1, pair) }
      }
    }
    return MethodProposal(plan: try evidence.setting.plan(of: values), affinities: values, seenReplicates: [0])
  }

  /// The dual weights, one a set: (K + penalty I) w = gains; nil without a set.
  package static func weights(members: Matrix<Double>, gains: [Double]) -> [Double]? {
    guard members.rows > 0 else { return nil }
    var gram = Matrix<Double>(rows: members.rows, columns: members.rows)
    for a in 0..<members.rows {
      for b in 0..<members.rows { gram[a, b] = kernel(members, a, Array(members.row(b))) + (a == b ? penalty : 0) }
    }
    return CholeskyFactor(gram)?.solve(gains)
  }

  /// How alike a set and a point are.
  static func kernel(_ members: Matrix<Double>, _ row: Int, _ point: [Double]) -> Double {
    let distance = zip(members.row(row), point).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return Double.exp(-distance / Double(members.columns))
  }
}
