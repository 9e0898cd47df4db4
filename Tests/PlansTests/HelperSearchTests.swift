import Diagnostics
import Foundation
import Grouping
import Labels
import LinearAlgebra
import Plans
import Statistics
import Testing

/// Losses of networks in which a task gains what a rule says, with luck of replicates and of rows.
private struct PlantedHelpers {
  var tasks = 8
  var noise = 0.003
  var rowNoise = 0.03
  var linear = 1.5
  var seed: UInt64 = 1
  /// What a task gains from a set of partners, as a share of its loss alone.
  let gain: @Sendable (_ task: Int, _ partners: Set<Int>) -> Double

  func outcome(of task: Int, in job: Job) -> TaskOutcome {
    let partners = Set(job.tasks).subtracting([task])
    let key = partners.sorted().reduce(7) { $0 &* 1009 &+ $1 }
    var luck = RandomStream(seed: seed).split("luck", task, job.replicate)
    var own = RandomStream(seed: seed).split("own", task, job.replicate, key)
    var loss = (1 - gain(task, partners)) * (1 + noise * (luck.normal() + 0.3 * own.normal()))
    if job.learner == .linear { loss *= linear }
    var rows = RandomStream(seed: seed).split("rows", task, key)
    let sums = (0..<BlockSet.blockCount).map { _ in loss * max(0.01, 1 + rowNoise * rows.normal()) / 10 }
    return TaskOutcome(
      loss: sums.reduce(0, +), nullLoss: 1.2, metrics: Metrics(r2: 0.5), rows: 100, blocks: BlockShares(sums: sums))
  }

  struct Result {
    var choice: HelperChoice
    var jobs: Set<Job>
  }

  func choose(
    primaries: [Int] = [0], kinds: [String]? = nil, constraints: GroupingSettings = GroupingSettings(),
    standing: StandingPlans = StandingPlans(), affords: HelperSearch.Allowance? = nil
  ) throws -> Result {
    var table = LossTable(taskCount: tasks, blockWeights: BlockWeights(evenly: tasks, areShared: true))
    var asked: Set<Job> = []
    let search = HelperSearch(
      tasks: (0..<tasks).map { "t\($0)" }, kinds: kinds ?? [String](repeating: "regression", count: tasks),
      primaries: primaries, constraints: constraints, standing: standing, baselineReplicates: 6, pairReplicates: 4,
      replicates: 4)
    let choice = try search.choose(affords: affords) { jobs, _ in
      asked.formUnion(jobs)
      for job in jobs where table.outcomes[job] == nil { table.record(job, job.tasks.map { outcome(of: $0, in: job) }) }
      return table
    }
    return Result(choice: choice, jobs: asked)
  }

  func helpers(
    of primary: Int = 0, kinds: [String]? = nil, constraints: GroupingSettings = GroupingSettings()
  ) throws -> [Int] {
    try choose(primaries: [primary], kinds: kinds, constraints: constraints).choice.primaries[0].recommended.helpers
  }
}

@Suite struct HelperSearchTests {
  /// Tasks 1 and 2 help, every other one harms a little.
  private static let two = PlantedHelpers { task, partners in
    task == 0 ? partners.reduce(0) { $0 + ([1, 2].contains($1) ? 0.1 : -0.02) } : -0.01
  }

  @Test func thePlantedHelpersAreFoundAndNothingElse() throws {
    let result = try Self.two.choose()
    let choice = result.choice.primaries[0]
    #expect(choice.recommended.helpers == [1, 2] && choice.recommended.name == "helpers")
    #expect(choice.partners.count == 7)
    #expect(
      Set(choice.partners.prefix(2).map(\.helper)) == [1, 2] && choice.partners.prefix(2).map(\.order) == [1, 2])
    for partner in choice.partners {
      #expect(partner.decision == ([1, 2].contains(partner.helper) ? .helper : .dropped), "\(partner)")
      #expect(try abs(#require(partner.gain) - ([1, 2].contains(partner.helper) ? 0.1 : -0.02)) < 0.03)
      #expect(try #require(partner.gainError) > 0)
    }
    // What each adds to those before it, and what the rest would take away.
    #expect(choice.additions.count == 2 && choice.additions.allSatisfy { abs($0.added - 0.1) < 0.04 })
    #expect(choice.rest.count == 5 && choice.rest.allSatisfy { $0.added < 0.01 })
    let estimate = try #require(choice.estimate)
    #expect(estimate.name == "searched, cross-fitted" && abs(estimate.gain - 0.2) < 0.05)
    #expect(result.jobs.allSatisfy { $0.tasks.contains(0) }, "a job that does not concern the primary task")
  }

  /// A task that harms by itself helps beside another one: the gain of a set is no sum.
  @Test func helpersThatOnlyWorkTogetherAreFound() throws {
    let planted = PlantedHelpers { task, partners in
      guard task == 0 else { return 0 }
      return partners.reduce(0) { $0 + ($1 == 1 ? 0.05 : -0.02) } + (partners.isSuperset(of: [1, 5]) ? 0.2 : 0)
    }
    #expect(try planted.helpers() == [1, 5])
  }

  @Test func luckOfTheRowsIsNoHelper() throws {
    var chosen = 0
    for seed in 0..<20 {
      let planted = PlantedHelpers(rowNoise: 0.1, seed: UInt64(seed)) { _, _ in 0 }
      let choice = try planted.choose().choice.primaries[0]
      if !choice.recommended.helpers.isEmpty { chosen += 1 }
    }
    // A lead of one standard error is enough for a recommendation, which luck alone gives now and then.
    #expect(chosen <= 8, "\(chosen) of 20")
  }

  @Test func equalsGoToFewerHelpers() throws {
    // Every task is worth as much as all of them.
    let planted = PlantedHelpers { task, partners in task == 0 && !partners.isEmpty ? 0.2 : 0 }
    #expect(try planted.helpers().count == 1)
  }

  @Test func aLinearModelThatNoNetworkBeatsIsRecommended() throws {
    var planted = Self.two
    planted.linear = 0.5
    let choice = try planted.choose().choice
    #expect(choice.primaries[0].recommended.origin == .linearAlone && choice.networks.isEmpty)
    #expect(choice.primaries[0].bestNetworks?.helpers == [1, 2])
  }

  @Test func constraintsHold() throws {
    let two = Self.two
    #expect(try two.helpers(constraints: GroupingSettings(maximumSize: 2)).count == 1)
    #expect(try two.helpers(constraints: GroupingSettings(cannotLink: [["t0", "t1"]])) == [2])
    #expect(try two.helpers(constraints: GroupingSettings(cannotLink: [["t1", "t2"]])).count == 1)
    // Task 3 comes with task 1 or not at all; it costs less than task 1 brings.
    #expect(try two.helpers(constraints: GroupingSettings(mustLink: [["t1", "t3"]])) == [1, 2, 3])
    // Task 7 is in the network of task 0 whatever it brings.
    #expect(try two.helpers(constraints: GroupingSettings(mustLink: [["t0", "t7"]])) == [1, 2, 7])
    var kinds = [String](repeating: "regression", count: 8)
    kinds[1] = "classification"
    #expect(try two.helpers(kinds: kinds) == [2])
    #expect(try two.helpers(kinds: kinds, constraints: GroupingSettings(mixesKinds: true)) == [1, 2])
    let single = ["regression"] + [String](repeating: "classification", count: 7)
    let choice = try two.choose(kinds: single).choice.primaries[0]
    #expect(choice.recommended.helpers.isEmpty && choice.partners.allSatisfy { $0.decision == .excluded })
  }

  @Test func aBudgetIsKept() throws {
    for budget in [8, 60, 100, 140] {
      let result = try Self.two.choose { jobs, share in Double(jobs.count) <= share * Double(budget) }
      #expect(result.jobs.count <= budget, "\(result.jobs.count) of \(budget)")
      #expect(result.choice.isMeasured == (budget > 8))
      #expect(result.choice.primaries[0].partners.count == 7)
    }
  }

  @Test func primariesShareANetworkWhereItIsAsGood() throws {
    // Tasks 0 and 1 gain from each other; task 2 adds to task 0 alone, and does not matter to task 1.
    let planted = PlantedHelpers { task, partners in
      let others = 0.03 * Double(partners.subtracting([0, 1, 2]).count)
      return switch task {
      case 0: (partners.contains(1) ? 0.1 : 0) + (partners.contains(2) ? 0.1 : 0) - others
      case 1: (partners.contains(0) ? 0.1 : 0) - others
      default: 0
      }
    }
    let choice = try planted.choose(primaries: [0, 1]).choice
    #expect(choice.primaries[0].recommended.helpers == [1, 2])
    #expect(choice.primaries[1].recommended.helpers == [0, 2] && choice.networks == [[0, 1, 2]])
    // All tasks may be primary.
    #expect(try planted.choose(primaries: Array(0..<8)).choice.primaries.count == 8)
  }

  @Test func rulesAndOwnPlansAreRivals() throws {
    var correlations = Matrix<Double>(rows: 8, columns: 8, filledWith: .nan)
    for (a, b, value) in [(0, 3, 0.9), (0, 4, 0.39)] {
      correlations[a, b] = value
      correlations[b, a] = value
    }
    let standing = StandingPlans(own: [("mine", [[0, 1, 2], [3, 4]])], labelCorrelations: correlations)
    let choice = try Self.two.choose(standing: standing).choice.primaries[0]
    let rule = try #require(choice.candidates.first { $0.origin == .labelCorrelation })
    #expect(rule.helpers == [3] && rule.isSimple)
    #expect(choice.candidates.contains { $0.origin == .own && $0.helpers == [1, 2] })
    #expect(choice.recommended.helpers == [1, 2])
    let text = HelperChoice(primaries: [choice]).text(tasks: (0..<8).map { "t\($0)" })
    #expect(text.hasPrefix("t0: t1, t2\n"))
  }

  @Test func aFileOfAnotherPanelIsRefused() throws {
    let choice = try Self.two.choose().choice
    #expect(choice.isConsistent(taskCount: 8) && !choice.isConsistent(taskCount: 7))
    let data = try JSONEncoder().encode(choice)
    #expect(try JSONDecoder().decode(HelperChoice.self, from: data) == choice)
  }
}
