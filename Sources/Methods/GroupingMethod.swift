package import Grouping
package import Labels
package import LinearAlgebra

/// A way to go from what can be measured of a panel to a plan: evidence in, a valuation of groups out, at a stated cost.
package protocol GroupingMethod: Sendable {
  /// Whether it looks at gradients of a joint training.
  var usesGradients: Bool { get }

  /// What it trains before it can value groups, each job once; throws `MethodRefusal` where it cannot run.
  func jobs(_ setting: MethodSetting) throws -> [Job]

  /// The plan that it makes of what was measured; throws `MethodRefusal` where that is not enough.
  func proposal(from evidence: MethodEvidence) throws -> MethodProposal
}

extension GroupingMethod {
  package var usesGradients: Bool { false }
  package func jobs(_ setting: MethodSetting) throws -> [Job] { [] }
}

/// Why a method cannot run on a panel, in words that complete "it does not run, as ...".
package struct MethodRefusal: Error, Equatable {
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}

/// What a method makes of its evidence.
package struct MethodProposal: Sendable {
  /// Its groups.
  package var plan: GroupPlan
  /// (tasks, tasks): what it takes a target (row) to gain from a partner (column); nil where it values no pairs.
  package var affinities: Matrix<Double>?
  /// Replicates whose losses it has seen, so that gains of the others judge it.
  package var seenReplicates: Set<Int> = []

  package init(plan: GroupPlan, affinities: Matrix<Double>? = nil, seenReplicates: Set<Int> = []) {
    self.plan = plan
    self.affinities = affinities
    self.seenReplicates = seenReplicates
  }
}
