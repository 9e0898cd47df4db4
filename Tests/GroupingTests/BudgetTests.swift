import Grouping
import KindredTestSupport
import LinearAlgebra
import Testing

@Suite struct BudgetTests {
  /// Matrices of noise of which no more than 5 of 8 networks may be trained: the plan is within 1 % of the best.
  @Test func beamIsWithinOnePercentOfTheOptimum() throws {
    for seed in 0..<48 {
      let settings = GroupingSettings(costBudget: Double(3 + seed % 4))
      let problem = try RandomProblem.make(8, seed: 2000 + seed, settings: settings)
      let best = try ExactSolver().solve(problem, stream: RandomStream(seed: 1)).objective
      let found = try BeamSolver().solve(problem, stream: RandomStream(seed: 1)).objective
      #expect(found <= best + 1e-9 && found >= best - 0.01 * abs(best), "seed \(seed): \(found) of \(best)")
    }
  }

  @Test func tasksOfUnequalCostStayWithinTheBudget() throws {
    for seed in 0..<12 {
      let costs = (0..<8).map { Double($0 % 3) * 0.4 }
      let settings = GroupingSettings(costBudget: 7, overlapping: seed % 2 == 0)
      let problem = try RandomProblem.make(8, seed: 2100 + seed, costs: costs, settings: settings)
      let best = try ExactSolver().solve(problem, stream: RandomStream(seed: 1)).objective
      let found = try BeamSolver().solve(problem, stream: RandomStream(seed: 1))
      #expect(problem.admits(found.plan), "seed \(seed)")
      #expect(
        found.objective <= best + 1e-9 && found.objective >= 0.9 * best, "seed \(seed): \(found.objective) of \(best)")
    }
  }

  @Test(.enabled(if: SharedData.has("oracles/budget/gauss8.csv"))) func aPublishedBudgetIsSpentWell() throws {
    let gains = try OracleTests.rows("oracles/budget/gauss8.csv").map { row in
      DirectedGain(target: row[0], partner: row[1], gain: Double(row[2]))
    }
    let table = try AffinityTable(gains)
    let problem = try GroupingProblem(
      tasks: table.tasks, affinities: table.affinities, settings: GroupingSettings(costBudget: 5))
    for name in [SolverName.beam, .exact] {
      let result = try name.solver.solve(problem, stream: RandomStream(seed: 1))
      #expect(abs(result.objective - 0.49329) < 1e-5, "\(name): \(result.objective)")
      #expect(result.note.hasPrefix("optimal"))
    }
  }
}
