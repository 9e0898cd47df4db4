import Diagnostics
import Grouping
import KindredTestSupport
import LinearAlgebra
import Testing

@Suite struct ExactTests {
  @Test func equalsTheBestOfAllPartitions() throws {
    for seed in 0..<36 {
      var settings = SolverBattery.constraints[seed % SolverBattery.constraints.count]
      settings.networkCost = seed % 2 == 0 ? 1 : 0.5
      let problem = try RandomProblem.make(
        7, seed: 500 + seed, shift: -0.03, costs: (0..<7).map { Double($0 % 3) * 0.1 }, settings: settings,
        correction: seed % 3 == 0 ? GroupCorrection(slope: 0.8, sizeEffect: 0.01) : .none)
      guard let best = Brute.bestPartition(problem) else {
        #expect(throws: UserError.self) { try ExactSolver().solve(problem, stream: RandomStream(seed: 1)) }
        continue
      }
      let result = try ExactSolver().solve(problem, stream: RandomStream(seed: 1))
      // With unequal costs the brute force frees harmed tasks greedily, which the exact solver may better.
      #expect(result.objective >= best - 1e-9, "seed \(seed)")
      if settings.costBudget == nil { #expect(abs(result.objective - best) < 1e-9, "seed \(seed)") }
      #expect(result.gap == 0 && result.note.hasPrefix("optimal"))
      #expect(result.objective <= UpperBound.best(of: problem) + 1e-9, "seed \(seed)")
    }
  }

  @Test func overlappingEqualsTheBestOfAllSetsOfGroups() throws {
    for seed in 0..<12 {
      let problem = try RandomProblem.make(
        5, seed: 700 + seed, settings: GroupingSettings(maximumGroups: 2, overlapping: true))
      let groups = (1..<32).map { mask in (0..<5).filter { mask >> $0 & 1 == 1 } }.filter { $0.count > 1 }
      var best = 0.0
      for a in groups { for b in groups { best = max(best, Brute.value([a, b], affinities: problem.affinities)) } }
      let result = try ExactSolver().solve(problem, stream: RandomStream(seed: 1))
      #expect(abs(result.objective - best) < 1e-9, "seed \(seed)")
      let beam = try BeamSolver().solve(problem, stream: RandomStream(seed: 1))
      #expect(beam.objective <= best + 1e-9 && beam.objective > 0.9 * best, "seed \(seed)")
    }
  }

  @Test func solversStayWithinTheirBoundsOfTheOptimum() throws {
    var reached = 0
    for seed in 0..<12 {
      let problem = try RandomProblem.make(11, seed: 900 + seed, planted: 3, shift: -0.2)
      let best = try ExactSolver().solve(problem, stream: RandomStream(seed: 1)).objective
      for name in [SolverName.beam, .spectral, .sdp, .hierarchical] {
        let result = try name.solver.solve(problem, stream: RandomStream(seed: 1))
        #expect(result.objective <= best + 1e-9 && best <= result.bound + 1e-9, "\(name), seed \(seed)")
        if name == .beam, result.objective > best - 1e-9 { reached += 1 }
      }
    }
    #expect(reached >= 11, "beam reached the optimum \(reached) times of 12")
  }

  @Test func isTheDefaultAsFarAsItGoes() {
    #expect(SolverName.defaults(forTasks: 2) == [.exact] && SolverName.defaults(forTasks: 12) == [.exact])
    #expect(SolverName.defaults(forTasks: 13) == [.beam, .spectral])
  }

  @Test func tooManyTasksAreRefused() throws {
    for (name, limit) in [(SolverName.exact, ExactSolver.taskLimit), (.sdp, SDPSolver.taskLimit)] {
      let problem = try RandomProblem.make(limit + 1, seed: 1)
      let error = #expect(throws: UserError.self) { try name.solver.solve(problem, stream: RandomStream(seed: 1)) }
      #expect(error == UserError.tooManyTasks(limit + 1, solver: name.rawValue, limit: limit))
    }
  }

  @Test func aBudgetBelowOneNetworkHasNoChoice() throws {
    let problem = CandidateProblem(
      taskCount: 2, candidates: [MeasuredGroup(members: [0, 1], values: [1, 1], cost: 2)], budget: 1)
    #expect(try problem.solve() == nil)
  }
}
