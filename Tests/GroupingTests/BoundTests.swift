import Grouping
import KindredTestSupport
import LinearAlgebra
import Testing

@Suite struct BoundTests {
  /// The bounds that need no enumeration, against the optimum, under every kind of constraint.
  @Test func noPlanExceedsTheRelaxedBound() throws {
    for seed in 0..<72 {
      var settings = SolverBattery.constraints[seed % SolverBattery.constraints.count]
      settings.overlapping = seed % 4 == 1
      let correction = [
        GroupCorrection.none, GroupCorrection(slope: 0.7, sizeEffect: 0.02),
        GroupCorrection(slope: 1, sizeEffect: -0.01),
      ]
      let problem = try RandomProblem.make(
        7, seed: 3000 + seed, shift: -0.03, costs: (0..<7).map { Double($0 % 3) * 0.1 * Double(seed % 2) },
        settings: settings, correction: correction[seed % 3])
      guard let best = try? ExactSolver().solve(problem, stream: RandomStream(seed: 1)).objective else { continue }
      let bound = UpperBound.relaxed(problem, reached: best)
      #expect(best <= bound + 1e-9, "seed \(seed): the bound \(bound) is below the best \(best)")
      #expect(UpperBound.best(of: problem) == best, "seed \(seed)")
    }
  }

  /// A limit on groups or cost lowers the bound, to near the optimum.
  @Test func theBoundHeedsTheLimits() throws {
    var shares: [Double] = []
    var lowered = 0
    for seed in 0..<20 {
      let settings =
        seed % 2 == 0
        ? GroupingSettings(maximumGroups: 1 + seed % 3) : GroupingSettings(costBudget: Double(4 + seed % 3))
      let problem = try RandomProblem.make(8, seed: 3100 + seed, settings: settings)
      let best = try ExactSolver().solve(problem, stream: RandomStream(seed: 1)).objective
      let free = UpperBound.relaxed(try RandomProblem.make(8, seed: 3100 + seed))
      let bound = UpperBound.relaxed(problem, reached: best)
      #expect(bound <= free + 1e-9, "seed \(seed)")
      if bound < free - 1e-9 { lowered += 1 }
      shares.append(best / bound)
    }
    #expect(shares.reduce(0, +) / 20 > 0.85 && lowered >= 15, "\(shares), \(lowered) lowered")
  }
}
