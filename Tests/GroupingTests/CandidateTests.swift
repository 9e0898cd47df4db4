import Grouping
import LinearAlgebra
import Testing

@Suite struct CandidateTests {
  /// Groups of tasks with random gains and costs, with every task also by itself.
  private func table(_ tasks: Int, groups: Int, seed: Int) -> [MeasuredGroup] {
    var draw = RandomStream(seed: UInt64(seed)).split("groups")
    var sets = Set((0..<tasks).map { [$0] })
    while sets.count < groups { sets.insert(draw.sample(2 + draw.below(tasks - 1), of: tasks).sorted()) }
    return sets.sorted { $0.lexicographicallyPrecedes($1) }.map { members in
      let values = members.map { _ in members.count == 1 ? 0 : draw.normal() * 0.1 }
      return MeasuredGroup(members: members, values: values, cost: 0.5 + Double(draw.below(4)) * 0.25)
    }
  }

  /// The best value over all sets of at most `count` groups that serve every task within the budget.
  private func brute(_ problem: CandidateProblem, count: Int) -> Double? {
    var best: Double?
    func visit(_ first: Int, _ chosen: [Int]) {
      var values = [Double?](repeating: nil, count: problem.taskCount)
      var (members, cost) = (0, 0.0)
      for group in chosen.map({ problem.candidates[$0] }) {
        (members, cost) = (members + group.members.count, cost + group.cost)
        for (task, value) in zip(group.members, group.values) { values[task] = max(values[task] ?? value, value) }
      }
      let total = values.reduce(0) { $0 + ($1 ?? -.infinity) }
      let isWithin = cost <= problem.budget ?? .infinity && (!problem.isDisjoint || members <= problem.taskCount)
      if isWithin, total.isFinite { best = max(best ?? total, total) }
      guard chosen.count < count else { return }
      for next in first..<max(first, problem.candidates.count) { visit(next + 1, chosen + [next]) }
    }
    visit(0, [])
    return best
  }

  @Test func branchAndBoundEqualsEnumeration() throws {
    for seed in 0..<40 {
      let problem = CandidateProblem(
        taskCount: 5, candidates: table(5, groups: 22, seed: seed), maximumCount: 1 + seed % 4,
        budget: seed % 3 == 0 ? 2.2 : nil, isDisjoint: seed % 2 == 0)
      let best = brute(problem, count: 1 + seed % 4)
      let choice = try problem.solve()
      #expect((choice == nil) == (best == nil), "seed \(seed)")
      guard let choice, let best else { continue }
      #expect(abs(choice.value - best) < 1e-9 && choice.bound == choice.value, "seed \(seed): \(choice.value), \(best)")
      let served = choice.servedBy.enumerated().reduce(0.0) { sum, entry in
        let group = entry.element.map { problem.candidates[$0] }
        return sum + zip(group?.members ?? [], group?.values ?? []).reduce(0) { $1.0 == entry.offset ? $0 + $1.1 : $0 }
      }
      #expect(abs(served - choice.value) < 1e-9, "seed \(seed)")
    }
  }

  /// As large as the largest published table: 27 tasks, 3,200 groups.
  @Test(arguments: [1, 2, 3, 4]) func thousandsOfGroupsAreSolvedExactly(count: Int) throws {
    let problem = CandidateProblem(
      taskCount: 27, candidates: table(27, groups: 3199, seed: 5) + [everything(27)], maximumCount: count)
    let choice = try #require(try problem.solve())
    #expect(choice.candidates.count <= count && choice.bound == choice.value)
    let limited = CandidateProblem(
      taskCount: 27, candidates: problem.candidates, maximumCount: count, budget: 10)
    #expect(try limited.solve() == choice, "a budget that does not bind changes nothing")
  }

  private func everything(_ tasks: Int) -> MeasuredGroup {
    MeasuredGroup(members: Array(0..<tasks), values: [Double](repeating: -0.01, count: tasks))
  }

  @Test func aTaskInNoGroupLeavesNoChoice() throws {
    let pair = MeasuredGroup(members: [0, 1], values: [1, 1])
    #expect(try CandidateProblem(taskCount: 3, candidates: [pair]).solve() == nil)
    #expect(try CandidateProblem(taskCount: 2, candidates: [pair], maximumCount: 0).solve() == nil)
    #expect(try CandidateProblem(taskCount: 2, candidates: [pair]).solve()?.candidates == [0])
  }
}
