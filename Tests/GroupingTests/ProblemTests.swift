import Diagnostics
import FoundationEssentials
import Grouping
import KindredTestSupport
import LinearAlgebra
import Testing

@Suite struct ProblemTests {
  @Test func valueIsTheBestMeanOverGroups() throws {
    let matrix = Matrix(
      rows: 3, columns: 3,
      elements: [.nan, 0.3, -0.1, 0.2, 5, 0.4, -0.5, -0.2, 0])
    let problem = try GroupingProblem(tasks: ["a", "b", "c"], affinities: matrix)
    let pair = problem.plan(of: [[1, 0]])
    #expect(pair.groups == [[0, 1]] && pair.served == [0, 0, nil] && pair.aloneTasks == [2])
    #expect(abs(pair.value - 0.5) < 1e-12)
    let all = problem.plan(of: [[0, 1, 2]])
    #expect(zip(all.taskValues, [0.1, 0.3, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(all.served == [0, 0, nil] && all.aloneTasks.isEmpty, "c helps and is served alone")
    let both = problem.plan(of: [[0, 1], [1, 2], [1, 2], [2]])
    #expect(both.groups == [[0, 1], [1, 2]])
    #expect(both.served == [0, 1, nil] && abs(both.value - 0.7) < 1e-12)
    #expect(abs(SimplePlans.allTogether(problem).value - (0.1 + 0.3 - 0.35)) < 1e-12)
    #expect(SimplePlans.allAlone(problem).value == 0)
  }

  @Test func byKindJoinsEachKind() throws {
    let problem = try RandomProblem.make(5, seed: 1, kinds: ["r", "c", "r", "c", "x"])
    #expect(SimplePlans.byKind(problem).groups == [[0, 2], [1, 3]])
    #expect(SimplePlans.byKind(problem).served == [0, 1, 0, 1, nil])
  }

  /// Every constraint refuses the simple plan that breaks it, and lets the others pass.
  @Test func simplePlansAreAdmittedOnlyWithinTheConstraints() throws {
    let cases: [(settings: GroupingSettings, alone: Bool, together: Bool, byKind: Bool)] = [
      (GroupingSettings(mixesKinds: true), true, true, true),
      (GroupingSettings(), true, false, true),
      (GroupingSettings(maximumGroups: 0, mixesKinds: true), true, false, false),
      (GroupingSettings(maximumGroups: 1, mixesKinds: true), true, true, false),
      (GroupingSettings(maximumSize: 2, mixesKinds: true), true, false, false),
      (GroupingSettings(minimumSize: 3, mixesKinds: true), true, true, false),
      (GroupingSettings(costBudget: 2, mixesKinds: true), false, true, false),
      (GroupingSettings(costBudget: 3, mixesKinds: true), false, true, true),
      (GroupingSettings(mustLink: [["t0", "t2"]]), false, false, true),
      (GroupingSettings(mustLink: [["t0", "t3"]], mixesKinds: true), false, true, false),
      (GroupingSettings(cannotLink: [["t0", "t2"]], mixesKinds: true), true, false, false),
      (GroupingSettings(cannotLink: [["t0", "t3"]], mixesKinds: true), true, false, true),
    ]
    for (settings, alone, together, byKind) in cases {
      // A network costs 1 and each of its tasks .1.
      let problem = try RandomProblem.make(
        6, seed: 1, kinds: ["a", "a", "a", "b", "b", "a"], costs: [Double](repeating: 0.1, count: 6), settings: settings
      )
      #expect(problem.admits(SimplePlans.allAlone(problem)) == alone, "alone, \(settings)")
      #expect(problem.admits(SimplePlans.allTogether(problem)) == together, "together, \(settings)")
      #expect(problem.admits(SimplePlans.byKind(problem)) == byKind, "by kind, \(settings)")
    }
    let linked = try RandomProblem.make(3, seed: 1, settings: GroupingSettings(mustLink: [["t0", "t1"]]))
    #expect(linked.admits(GroupPlan(groups: [[0, 1]], served: [0, 0, nil], taskValues: [0, 0, 0])))
    #expect(!linked.admits(GroupPlan(groups: [[0, 1]], served: [0, nil, nil], taskValues: [0, 0, 0])))
    #expect(!linked.admits(GroupPlan(groups: [[0, 1], [1, 2]], served: [0, 0, 1], taskValues: [0, 0, 0])))
  }

  @Test func correctionChangesGroupsButNotPairsBySize() throws {
    let correction = GroupCorrection(slope: 0.5, sizeEffect: 0.1)
    #expect(correction.value(mean: 0.2, size: 2) == 0.1)
    #expect(abs(correction.value(mean: 0.2, size: 5) - 0.3) < 1e-12)
  }

  @Test func contradictionsAreTheUsers() {
    let bad: [(GroupingSettings, String)] = [
      (
        GroupingSettings(mustLink: [["t0", "t1"], ["t1", "t2"]], cannotLink: [["t2", "t0"]]),
        "must be linked and cannot"
      ),
      (GroupingSettings(mustLink: [["t0", "t9"]]), "'t9'"),
      (GroupingSettings(cannotLink: [["t0", "typo"]]), "'typo'"),
      (GroupingSettings(mustLink: [["t0", "t3"]]), "kinds may not be mixed"),
      (GroupingSettings(maximumSize: 2, mustLink: [["t0", "t1", "t2"]]), "at most 2"),
      (GroupingSettings(maximumGroups: 0, mustLink: [["t0", "t1"]]), "no group is allowed"),
      (GroupingSettings(maximumGroups: -1), "-1"),
      (GroupingSettings(minimumSize: 1), "1"),
      (GroupingSettings(minimumSize: 4, maximumSize: 3), "at least the minimum"),
      (GroupingSettings(costBudget: 0), "is 0;"),
      (GroupingSettings(costBudget: .nan), "nan"),
      (GroupingSettings(networkCost: -1), "-1"),
    ]
    for (settings, words) in bad {
      let error = #expect(throws: UserError.self) {
        try RandomProblem.make(4, seed: 1, kinds: ["a", "a", "a", "b"], settings: settings)
      }
      #expect(error?.exitCode == .usage && error?.description.contains(words) == true, "\(String(describing: error))")
    }
  }

  @Test func settingsSurviveJSON() throws {
    let settings = SolverBattery.constraints[7]
    let data = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(GroupingSettings.self, from: data) == settings)
  }

  @Test func gainsBecomeAMatrix() throws {
    let table = try AffinityTable([
      DirectedGain(target: "b", partner: "a", gain: 0.4), DirectedGain(target: "a", partner: "c", gain: -0.1),
      DirectedGain(target: "b", partner: "a", gain: nil), DirectedGain(target: "b", partner: "a", gain: 0.4),
      DirectedGain(target: "c", partner: "a", gain: nil),
    ])
    #expect(table.tasks == ["b", "a", "c"] && table.missing == 3 && table.empty == 1)
    #expect(table.affinities[0, 1] == 0.4 && table.affinities[1, 2] == -0.1 && table.affinities[2, 0] == 0)
    for bad in [("a", "a", 0.1), ("a", "b", Double.nan), ("a", "b", .infinity), ("a", "b", 1e308), ("", "b", 0.1)] {
      #expect(throws: UserError.self) {
        try AffinityTable([DirectedGain(target: bad.0, partner: bad.1, gain: bad.2)])
      }
    }
    let twice = [DirectedGain(target: "a", partner: "b", gain: 1), DirectedGain(target: "a", partner: "b", gain: 2)]
    #expect(throws: UserError.self) { try AffinityTable(twice) }
    #expect(throws: UserError.self) { try AffinityTable([]) }
  }

  /// Bad values made from the declared bounds.
  @Test func numbersOutOfTheirBoundsAreRefused() throws {
    let wrong: [@Sendable (inout GroupingSettings, Double) -> Void] = [
      { $0.maximumGroups = Int(clamping: Int64($1)) }, { $0.minimumSize = Int(clamping: Int64($1)) },
      { $0.maximumSize = Int(clamping: Int64($1)) }, { $0.costBudget = $1 }, { $0.networkCost = $1 },
    ]
    #expect(wrong.count == GroupingSettings.bounds.count)
    for (entry, set) in zip(GroupingSettings.bounds, wrong) {
      for value in [entry.bounds.lowerBound - 1, entry.bounds.upperBound * 2, 9e18] {
        var settings = GroupingSettings()
        set(&settings, value)
        let error = #expect(throws: UserError.self) { try RandomProblem.make(3, seed: 1, settings: settings) }
        #expect(error?.description.contains(entry.name) == true, "\(entry.name) \(value): \(String(describing: error))")
      }
    }
  }
}
