import FoundationEssentials
import Grouping
import KindredTestSupport
import LinearAlgebra
import Testing

/// Published tables of measured groups, with the optima that an independent solver found.
@Suite(.enabled(if: SharedData.has("oracles/groups/groups_gains_ettm1.csv"))) struct OracleTests {
  /// Rows of a plain CSV without quotes.
  static func rows(_ path: String) throws -> [[String]] {
    let text = try String(decoding: Data(contentsOf: SharedData.url(path)), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// All 127 groups of the seven channels with their gains on validation data.
  static func channels() throws -> [MeasuredGroup] {
    try rows("oracles/groups/groups_gains_ettm1.csv").map { row in
      let members = (0..<7).filter { !row[11 + $0].isEmpty }
      return MeasuredGroup(members: members, values: members.compactMap { Double(row[11 + $0]) })
    }
  }

  @Test(arguments: [(1, -0.01269), (2, 0.14687), (3, 0.15477), (4, 0.15991)])
  func overlappingChannels(count: Int, mean: Double) throws {
    let problem = CandidateProblem(taskCount: 7, candidates: try Self.channels(), maximumCount: count)
    let choice = try #require(try problem.solve())
    #expect(choice.candidates.count <= count && choice.servedBy.allSatisfy { $0 != nil })
    #expect(abs(choice.value / 7 - mean) < 1e-5)
  }

  @Test(arguments: [(1, -0.01269), (2, 0.13189), (3, 0.13189), (7, 0.13189)])
  func disjointChannels(count: Int, mean: Double) throws {
    let problem = CandidateProblem(
      taskCount: 7, candidates: try Self.channels(), maximumCount: count, isDisjoint: true)
    let choice = try #require(try problem.solve())
    #expect(abs(choice.value / 7 - mean) < 1e-5)
  }

  @Test func meanOfMeasuredPairsDoesNotPredictGroups() throws {
    let groups = try Self.channels()
    var affinities = Matrix<Double>(rows: 7, columns: 7)
    for group in groups where group.members.count == 2 {
      affinities[group.members[0], group.members[1]] = group.values[0]
      affinities[group.members[1], group.members[0]] = group.values[1]
    }
    let fit = CorrectionFit(groups: groups, affinities: affinities)
    #expect(fit.groups == 99)
    #expect(fit.errors.corrected <= fit.errors.pairMean * 1.001)
    #expect(fit.errors.taskMean < fit.errors.pairMean, "the task's own mean is the stronger baseline")
  }

  @Test(
    arguments: [
      (1, 0.50278), (1.5, 0.46132), (2, 0.45224), (2.5, 0.44612), (3, 0.44235), (3.5, 0.43932), (4, 0.43555),
    ])
  func visionNetworksAtABudget(budget: Double, testLoss: Double) throws {
    func networks(_ path: String) throws -> [MeasuredGroup] {
      try Self.rows(path).map { row in
        let members = (0..<5).filter { !row[1 + $0].isEmpty }
        return MeasuredGroup(
          members: members, values: members.compactMap { Double(row[1 + $0]).map { -$0 } }, cost: Double(row[0]) ?? 0)
      }
    }
    let tests = try networks("oracles/hoa/setting1_test.csv")
    let problem = CandidateProblem(
      taskCount: 5, candidates: try networks("oracles/hoa/setting1_val.csv"), budget: budget)
    let choice = try #require(try problem.solve())
    let cost = choice.candidates.reduce(0) { $0 + problem.candidates[$1].cost }
    #expect(cost <= budget)
    var loss = 0.0
    for (task, network) in choice.servedBy.enumerated() {
      let network = tests[try #require(network)]
      loss -= network.values[try #require(network.members.firstIndex(of: task))]
    }
    #expect(abs(loss - testLoss) < 1e-5)
    if budget == 2 {
      #expect(abs(choice.value + 0.45686) < 1e-5)
      #expect(choice.candidates.map { problem.candidates[$0].members } == [[0, 1, 2], [2, 3, 4]])
    }
  }
}
