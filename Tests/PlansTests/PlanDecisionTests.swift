import Diagnostics
import Grouping
import KindredTestSupport
import Labels
import LinearAlgebra
import Plans
import Statistics
import Testing

@Suite struct PlanDecisionTests {
  private static let count = 8

  /// What a study finds whose pairs gain what `runner` says, each measured in four replicates.
  private func choice(
    _ runner: SyntheticRunner, crossFitted: Bool, standing: StandingPlans = StandingPlans(), withEffects: Bool = false,
    change: (Job, inout TaskOutcome) -> Void = { _, _ in }
  ) throws -> GroupChoice {
    var table = runner.table(tasks: Self.count, replicates: 4, baseline: 4)
    func affinities(on blocks: BlockSet) -> Matrix<Double> {
      let part = table.restricted(to: blocks)
      var matrix = Matrix<Double>(rows: Self.count, columns: Self.count)
      for gain in GainEstimator(fittedTo: part).gains(from: part) { matrix[gain.target, gain.partner] = gain.gain }
      return matrix
    }
    func effects(_ gains: Matrix<Double>) -> Matrix<Double>? { withEffects ? Self.partnerEffects(gains) : nil }
    let search = PlanSearch(
      tasks: (0..<Self.count).map { "t\($0)" }, kinds: [String](repeating: "regression", count: Self.count),
      affinities: affinities(on: .all), partnerEffects: effects(affinities(on: .all)), constraints: GroupingSettings(),
      solvers: [.beam], replicates: 4,
      withLinear: true, standing: standing, stream: RandomStream(seed: 1))
    let halves = crossFitted ? BlockSet.halves.map { ($0, affinities(on: $0)) } : nil
    return try search.choose(
      progress: SilentProgress(),
      partialEvidence: halves.map { halves in
        { blocks in
          let part = halves.first { $0.0 == blocks }!.1
          return PlanEvidence(affinities: part, partnerEffects: effects(part))
        }
      }
    ) { jobs, _ in
      for job in jobs where table.outcomes[job] == nil {
        table.record(
          job,
          job.tasks.map { task in
            var outcome = runner.outcome(of: task, in: job)
            if job.learner == .linear { outcome.loss *= 1.5 }
            change(job, &outcome)
            return outcome
          })
      }
      return table
    }
  }

  /// By target and partner: the mean gain from the partner.
  private static func partnerEffects(_ gains: Matrix<Double>) -> Matrix<Double> {
    var effects = Matrix<Double>(rows: count, columns: count)
    for partner in 0..<count {
      let mean = (0..<count).reduce(0) { $0 + gains[$1, partner] } / Double(count - 1)
      for target in 0..<count where target != partner { effects[target, partner] = mean }
    }
    return effects
  }

  /// No task gains anything: what looks like a gain is luck of the rows, which a search over plans finds.
  @Test func luckOfTheRowsIsNotRecommended() throws {
    var (naive, honest) = (0, 0)
    var leads: [Double] = []
    for seed in 0..<20 {
      let runner = SyntheticRunner(seed: UInt64(seed), noise: 0.002, pairEffect: 0, rowNoise: 0.2)
      if try !choice(runner, crossFitted: false).recommended.isSimple { naive += 1 }
      let choice = try choice(runner, crossFitted: true)
      if !choice.recommended.isSimple { honest += 1 }
      let lead = try #require(choice.crossFitted)
      leads.append(lead.gain / lead.gainError!)
    }
    #expect(naive >= 10 && honest <= 6, "\(naive) and \(honest)")
    // What the search reached on rows that it had not seen is no gain, within its error.
    #expect(abs(mean(leads)!) < 0.6, "\(leads)")
  }

  @Test func aPlanWorthHavingIsFoundAndItsGainIsNotFlattered() throws {
    let runner = SyntheticRunner(seed: 5, noise: 0.002, pairEffect: 0.15, rowNoise: 0.05)
    let choice = try choice(runner, crossFitted: true)
    #expect(!choice.recommended.isSimple)
    let own = try #require(choice.scores.first { $0.name == choice.recommended.name })
    let estimate = try #require(choice.estimate)
    #expect(estimate.name == "searched, cross-fitted" && estimate.gain <= own.gain)
    let lead = try #require(choice.lead)
    #expect(lead.difference.value > lead.difference.standardError!)
  }

  @Test func linearModelsAreRecommendedWhereNoNetworkBeatsThem() throws {
    let runner = SyntheticRunner(seed: 5, noise: 0.002, pairEffect: 0.1, rowNoise: 0.05)
    let choice = try choice(runner, crossFitted: true) { job, outcome in
      if job.learner == .linear { outcome.loss *= 0.4 }
    }
    #expect(choice.recommended.origin == .linearAlone && choice.recommended.networkCount == 0)
    let networks = try #require(choice.bestNetworks)
    #expect(networks.origin != .linearAlone)
    #expect(
      VerifiedPlan.all(of: choice, replicates: 2, stream: RandomStream(seed: 1)).contains {
        $0.candidate.name == networks.name
      })
  }

  /// A user's own plan and the rule of label correlation stand among the simple plans, whatever the gains say.
  @Test func standingPlansAreRivals() throws {
    var correlations = Matrix<Double>(rows: Self.count, columns: Self.count, filledWith: .nan)
    for (a, b, value) in [(0, 1, 0.9), (2, 3, 0.5), (4, 5, 0.3)] {
      correlations[a, b] = value
      correlations[b, a] = value
    }
    let standing = StandingPlans(own: [("mine", [[1, 2, 3]])], labelCorrelations: correlations)
    let runner = SyntheticRunner(seed: 3, noise: 0.002, pairEffect: 0, rowNoise: 0.02)
    let choice = try choice(runner, crossFitted: true, standing: standing) { job, outcome in
      if job.tasks.tasks == [1, 2, 3] { outcome.loss *= 0.7 }
    }
    let rule = try #require(choice.candidates.first { $0.origin == .labelCorrelation })
    #expect(rule.plan.groups == [[0, 1], [2, 3]] && rule.isSimple)
    #expect(choice.recommended.name == "mine" && choice.recommended.origin == .own)
  }

  /// What partners give whatever the target is a contender: searched on halves like any other, and verified.
  @Test func partnerEffectsAreAContender() throws {
    let runner = SyntheticRunner(seed: 8, noise: 0.002, pairEffect: 0.03, partnerEffect: 0.1, rowNoise: 0.02)
    let choice = try choice(runner, crossFitted: true, withEffects: true)
    let contender = try #require(choice.candidates.first { $0.origin == .partnerEffects })
    #expect(!contender.isSimple && !contender.plan.groups.isEmpty)
    let verified = VerifiedPlan.all(of: choice, replicates: 2, stream: RandomStream(seed: 1)).map(\.candidate.name)
    #expect(verified.contains("partner effects") && Set(verified).count == verified.count)
  }

  /// Labels that go against each other belong together as much as those that go along.
  @Test func clustersOfLabelsStandAmongTheSimplePlans() throws {
    var correlations = Matrix<Double>(rows: Self.count, columns: Self.count, filledWith: 0.05)
    for (a, b, value) in [(0, 1, -0.8), (2, 3, 0.3), (2, 4, 0.3), (3, 4, 0.3)] {
      correlations[a, b] = value
      correlations[b, a] = value
    }
    let runner = SyntheticRunner(seed: 3, noise: 0.002, pairEffect: 0, rowNoise: 0.02)
    let choice = try choice(
      runner, crossFitted: true, standing: StandingPlans(labelCorrelations: correlations))
    let clusters = try #require(choice.candidates.first { $0.origin == .labelClusters })
    #expect(clusters.plan.groups == [[0, 1], [2, 3, 4]] && clusters.isSimple)
    #expect(!choice.candidates.contains { $0.origin == .labelCorrelation })
  }

  @Test func amongEqualsThePlanWithTheFewestNetworksIsRecommended() throws {
    var equals = 0
    for seed in 0..<10 {
      let runner = SyntheticRunner(seed: UInt64(seed), noise: 0, pairEffect: 0, rowNoise: 0.05)
      let choice = try choice(runner, crossFitted: true)
      let together = try #require(choice.scores.first { $0.origin == .allTogether })
      guard abs(together.gain) <= together.gainError!, choice.recommended.isSimple else { continue }
      equals += 1
      #expect(choice.recommended.origin == .allTogether)
    }
    #expect(equals >= 4, "\(equals)")
  }
}
