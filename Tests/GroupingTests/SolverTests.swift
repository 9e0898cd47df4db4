import Grouping
import LinearAlgebra
import Testing

@Suite struct SolverTests {
  static let constraints: [GroupingSettings] = [
    GroupingSettings(),
    GroupingSettings(maximumGroups: 2),
    GroupingSettings(maximumGroups: 0),
    GroupingSettings(maximumSize: 3),
    GroupingSettings(minimumSize: 3),
    GroupingSettings(costBudget: 3),
    GroupingSettings(mustLink: [["t0", "t1"], ["t2", "t3"]], cannotLink: [["t0", "t4", "t5"]]),
    GroupingSettings(maximumGroups: 2, minimumSize: 3, maximumSize: 4, mustLink: [["t5", "t6"]]),
    GroupingSettings(maximumGroups: 2, costBudget: 4, cannotLink: [["t1", "t2"]]),
  ]

  @Test(arguments: SolverName.allCases)
  func plansKeepConstraintsAndBounds(name: SolverName) throws {
    for (index, settings) in Self.constraints.enumerated() {
      for overlapping in [false, true] {
        var settings = settings
        settings.overlapping = overlapping
        let kinds = (0..<7).map { $0 == 6 && index == 0 ? "other" : "one" }
        let problem = try RandomProblem.make(7, seed: index, shift: -0.02, kinds: kinds, settings: settings)
        guard name != .random || (settings.costBudget == nil && settings.mustLink.isEmpty) else { continue }
        let result = try name.solver.solve(problem, stream: RandomStream(seed: 5))
        #expect(problem.violations(of: result.plan).isEmpty, "\(name) \(settings)")
        #expect(result.plan == problem.plan(of: result.plan.groups) || name == .random)
        #expect(abs(result.objective - result.plan.value) < 1e-12)
        #expect(result.objective <= result.bound + 1e-9 && result.gap >= 0)
        let again = try name.solver.solve(problem, stream: RandomStream(seed: 5))
        #expect(again == result, "\(name) is not deterministic")
      }
    }
  }

  @Test func beamFindsTheBestPartitionOfSmallProblems() throws {
    var missed = 0
    for seed in 0..<40 {
      let settings = Self.constraints[seed % Self.constraints.count]
      let problem = try RandomProblem.make(7, seed: 100 + seed, shift: -0.03, settings: settings)
      let best = try #require(Brute.bestPartition(problem))
      let result = try BeamSolver().solve(problem, stream: RandomStream(seed: 1))
      #expect(result.objective <= best + 1e-9, "seed \(seed): better than the best")
      #expect(best <= result.bound + 1e-9, "seed \(seed): the bound \(result.bound) is below the best \(best)")
      if result.objective < best - 1e-9 { missed += 1 }
    }
    #expect(missed == 0, "missed \(missed)")
  }

  @Test(arguments: [SolverName.beam, .spectral, .hierarchical])
  func findsPlantedGroups(name: SolverName) throws {
    let problem = try RandomProblem.make(60, seed: 3, planted: 5, shift: -0.2)
    let result = try name.solver.solve(problem, stream: RandomStream(seed: 1))
    let planted = (0..<5).map { remainder in (0..<60).filter { $0 % 5 == remainder } }
    let truth = problem.plan(of: planted)
    #expect(result.objective >= truth.value - 1e-9, "\(name): \(result.objective), planted \(truth.value)")
  }

  @Test func overlappingIsNeverWorseThanAPartition() throws {
    for seed in 0..<10 {
      let partition = try RandomProblem.make(9, seed: seed, settings: GroupingSettings(maximumGroups: 2))
      let overlapping = try RandomProblem.make(
        9, seed: seed, settings: GroupingSettings(maximumGroups: 2, overlapping: true))
      let a = try BeamSolver().solve(partition, stream: RandomStream(seed: 1))
      let b = try BeamSolver().solve(overlapping, stream: RandomStream(seed: 1))
      #expect(b.objective >= a.objective - 1e-12, "seed \(seed)")
    }
  }

  @Test func withoutALimitOverlappingGroupsReachTheBoundOfBestPartners() throws {
    let problem = try RandomProblem.make(12, seed: 4, settings: GroupingSettings(overlapping: true))
    let result = try BeamSolver().solve(problem, stream: RandomStream(seed: 1))
    #expect(abs(result.gap) < 1e-9)
    #expect(result.note.hasPrefix("optimal"))
  }

  @Test func harmfulTasksAreLeftAlone() throws {
    for name in SolverName.allCases where name != .random {
      let problem = try RandomProblem.make(8, seed: 2, shift: -1)
      let result = try name.solver.solve(problem, stream: RandomStream(seed: 1))
      #expect(result.plan.groups.isEmpty && result.objective == 0, "\(name)")
    }
  }

  @Test func oneTaskIsAlone() throws {
    for name in SolverName.allCases {
      let problem = try RandomProblem.make(1, seed: 2)
      let result = try name.solver.solve(problem, stream: RandomStream(seed: 1))
      #expect(result.plan.groups.isEmpty && result.plan.served == [nil] && result.bound == 0)
    }
  }

  @Test func aThousandTasksTakeSeconds() throws {
    let problem = try RandomProblem.make(1000, seed: 9, planted: 50, shift: -0.2)
    let planted = problem.plan(of: (0..<50).map { group in (0..<1000).filter { $0 % 50 == group } })
    print("planted groups: \(planted.value)")
    for name in SolverName.allCases where name != .exact {
      let clock = ContinuousClock()
      var result: GroupingResult?
      let time = try clock.measure { result = try name.solver.solve(problem, stream: RandomStream(seed: 1)) }
      print("\(name) of 1,000 tasks: \(time), \(result?.objective ?? 0) of at most \(result?.bound ?? 0)")
      #expect(time < .seconds(120), "\(name)")
    }
  }
}
