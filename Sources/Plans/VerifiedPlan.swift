internal import Grouping
package import Labels
package import LinearAlgebra

/// A plan to be scored on the verification rows; a random one draws new groups in every replicate.
package struct VerifiedPlan {
  package let candidate: CandidatePlan
  /// By replicate, for each task the network that serves it; empty for a plan that is the same in all.
  private let drawn: [[[Int]]]

  package init(candidate: CandidatePlan) {
    self.candidate = candidate
    drawn = []
  }

  /// Groups of the same sizes as another plan's, filled at random anew for each replicate.
  package init(randomLike other: CandidatePlan, replicates: Int, stream: RandomStream) {
    candidate = CandidatePlan(name: "random", origin: .random, plan: other.plan)
    drawn = (0..<replicates).map { replicate in
      var draw = stream.split("random groups", replicate)
      let order = draw.permutation(other.plan.served.count)
      var networks = order.indices.map { [$0] }
      var next = 0
      for group in other.plan.groups {
        let members = (0..<group.count).map { order[(next + $0) % order.count] }.sorted()
        for member in members { networks[member] = members }
        next += group.count
      }
      return networks
    }
  }

  /// The recommended plan first, then its rivals: the simple plans, what mean effects propose, and random groups of the sizes of the best plan that
  /// has groups of a solver's making.
  package static func all(of choice: GroupChoice, replicates: Int, stream: RandomStream) -> [VerifiedPlan] {
    let recommended = choice.recommended
    var plans = [VerifiedPlan(candidate: recommended)]
    if let networks = choice.bestNetworks, !networks.isSimple { plans.append(VerifiedPlan(candidate: networks)) }
    let rivals = choice.candidates.filter { $0.isSimple || $0.origin == .partnerEffects }
    plans += rivals.filter { rival in !plans.contains { $0.candidate.name == rival.name } }.map {
      VerifiedPlan(candidate: $0)
    }
    if let model = choice.randomModel {
      plans.append(VerifiedPlan(randomLike: model, replicates: replicates, stream: stream))
    }
    return plans
  }

  /// Whether every network of it gave every task an outcome.
  package func isComplete(in table: LossTable, replicates: Int) -> Bool {
    jobs(replicates: replicates).allSatisfy { table.isComplete($0) }
  }

  /// What a task's network reached on the verification rows; nil where it was not measured.
  package func outcome(of task: Int, replicate: Int, in table: LossTable) -> TaskOutcome? {
    table.outcome(
      of: task, in: network(serving: task, replicate: replicate), replicate: replicate, phase: .verify,
      learner: candidate.learner)
  }

  package func network(serving task: Int, replicate: Int) -> [Int] {
    drawn.isEmpty ? candidate.network(serving: task) : drawn[replicate][task]
  }

  package func jobs(replicates: Int) -> [Job] {
    (0..<replicates).flatMap { replicate in
      Set(candidate.plan.served.indices.map { network(serving: $0, replicate: replicate) })
        .map { Job(tasks: $0, replicate: replicate, phase: .verify, learner: candidate.learner) }
    }
  }
}
