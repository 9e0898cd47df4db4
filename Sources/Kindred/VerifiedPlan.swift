internal import Grouping
internal import Labels
internal import LinearAlgebra

/// A plan to be scored on the verification rows; a random one draws new groups in every replicate.
struct VerifiedPlan {
  let candidate: CandidatePlan
  /// By replicate, for each task the network that serves it; empty for a plan that is the same in all.
  private let drawn: [[[Int]]]

  init(candidate: CandidatePlan) {
    self.candidate = candidate
    drawn = []
  }

  /// Groups of the same sizes as another plan's, filled at random anew for each replicate.
  init(randomLike other: CandidatePlan, replicates: Int, stream: RandomStream) {
    candidate = CandidatePlan(name: "random", isSimple: true, plan: other.plan)
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

  func network(serving task: Int, replicate: Int) -> [Int] {
    drawn.isEmpty ? candidate.network(serving: task) : drawn[replicate][task]
  }

  func jobs(replicates: Int) -> [Job] {
    (0..<replicates).flatMap { replicate in
      Set(candidate.plan.served.indices.map { network(serving: $0, replicate: replicate) })
        .map { Job(tasks: $0, replicate: replicate, phase: .verify) }
    }
  }
}
