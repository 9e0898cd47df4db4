import Grouping
import KindredTestSupport
import LinearAlgebra
import Testing

@Suite struct SolverTests {
  @Test(arguments: SolverName.allCases)
  func passesTheBattery(name: SolverName) throws {
    let failures = try SolverBattery.failures(of: name)
    #expect(failures.isEmpty, "\(name): \(failures.joined(separator: "\n"))")
  }

  @Test func beamFindsTheBestPartitionOfSmallProblems() throws {
    var missed = 0
    for seed in 0..<40 {
      let settings = SolverBattery.constraints[seed % SolverBattery.constraints.count]
      let problem = try RandomProblem.make(7, seed: 100 + seed, shift: -0.03, settings: settings)
      let best = try #require(Brute.bestPartition(problem))
      let result = try BeamSolver().solve(problem, stream: RandomStream(seed: 1))
      #expect(result.objective <= best + 1e-9, "seed \(seed): better than the best")
      #expect(best <= result.bound + 1e-9, "seed \(seed): the bound \(result.bound) is below the best \(best)")
      if result.objective < best - 1e-9 { missed += 1 }
    }
    #expect(missed == 0, "missed \(missed)")
  }

  @Test(arguments: [SolverName.beam, .spectral, .sdp, .hierarchical])
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

  @Test func aThousandTasksTakeSeconds() throws {
    let problem = try RandomProblem.make(1000, seed: 9, planted: 50, shift: -0.2)
    let planted = problem.plan(of: (0..<50).map { group in (0..<1000).filter { $0 % 50 == group } })
    print("planted groups: \(planted.value)")
    for name in SolverName.allCases where name != .exact && name != .sdp {
      let clock = ContinuousClock()
      var result: GroupingResult?
      let time = try clock.measure { result = try name.solver.solve(problem, stream: RandomStream(seed: 1)) }
      print("\(name) of 1,000 tasks: \(time), \(result?.objective ?? 0) of at most \(result?.bound ?? 0)")
      #expect(time < .seconds(120), "\(name)")
    }
  }
}
