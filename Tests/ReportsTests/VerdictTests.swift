import Diagnostics
import Grouping
import Reports
import Testing

@Suite struct VerdictTests {
  private let pairs = GroupPlan(groups: [[0, 1], [2, 3]], served: [0, 0, 1, 1, nil], taskValues: [0, 0, 0, 0, 0])

  @Test func headlines() {
    func headline(_ plan: GroupPlan?) -> String { VerdictWriter(plan: plan).verdict().headline }
    #expect(headline(pairs) == "Train 2 groups of 2 tasks, and 1 task alone.")
    #expect(
      headline(GroupPlan(groups: [], served: [nil, nil], taskValues: [0, 0])) == "Train every task alone.")
    #expect(
      headline(GroupPlan(groups: [[0, 1]], served: [0, 0], taskValues: [0, 0])) == "Train all 2 tasks together.")
    #expect(
      headline(GroupPlan(groups: [[0, 1], [2, 3, 4]], served: [0, 0, 1, 1, 1], taskValues: [0, 0, 0, 0, 0]))
        == "Train 2 groups of 2 to 3 tasks.")
    #expect(headline(nil).hasPrefix("No plan"))
  }

  @Test(
    arguments: [
      // One group of all, which serves one of them only.
      (
        [[0, 1, 2, 3]], [0, nil, nil, nil],
        "Train 4 tasks with 4 networks: one group of 4 tasks, which serves 1 of them, and 3 tasks alone; 3 tasks also "
          + "help in a group that does not serve them."
      ),
      // A task that is served alone and helps in two groups is one task.
      (
        [[0, 1, 4], [2, 3, 4]], [0, 0, 1, 1, nil, nil],
        "Train 6 tasks with 4 networks: 2 groups of 3 tasks, which serve 4 of them, and 2 tasks alone; 1 task also helps "
          + "in a group that does not serve it."
      ),
      // Nobody is alone; a member of two groups is served by one.
      (
        [[0, 1], [1, 2, 3]], [0, 1, 1, 1],
        "Train 4 tasks with 2 networks: 2 groups of 2 to 3 tasks, which serve 4 of them; 1 task also helps in a group "
          + "that does not serve it."
      ),
    ] as [([[Int]], [Int?], String)])
  func helpersAreNotCountedTwice(groups: [[Int]], served: [Int?], words: String) throws {
    let plan = GroupPlan(groups: groups, served: served, taskValues: served.map { $0 == nil ? 0 : 0.1 })
    #expect(VerdictWriter(plan: plan).verdict().headline == words)
    var content = try SampleContent.make(tasks: served.count)
    content.grouping = GroupingResult(solver: "test", plan: plan, bound: plan.value)
    let page = ReportPage(content).html()
    let alone = served.count { $0 == nil }
    #expect(page.contains("Alone: ") == (alone > 0))
    let helping = groups.joined().count - served.count + alone
    #expect(page.matches(of: /helps only, served/).count == helping)
  }

  @Test(
    arguments: [
      (0.9, "are reliable"), (0.6, "usable"), (0.3, "mostly noise"), (0.05, "next to no signal"), (-0.1, "no signal"),
    ])
  func labelsAreCalledWhatTheyAre(reliability: Double, words: String) {
    let labels = LabelSummary(
      pairsMeasured: 10, pairsTotal: 20, replicates: 2, baselineReplicates: 10, reliability: reliability,
      replicatesForReliable: 40)
    let sentence = VerdictWriter(labels: labels, plan: pairs).verdict().sentences[0]
    #expect(sentence.contains(words))
    #expect(sentence.contains("40 replicates") == (reliability < 0.8))
  }

  @Test func verificationIsReportedAsItCameOut() {
    func words(_ gain: Double, _ error: Double?) -> String {
      var plans = SampleContent.samplePlans()
      plans[0].verifiedGain = Estimate(gain, standardError: error)
      return VerdictWriter(plans: plans, plan: pairs).verdict().sentences.joined(separator: "\n")
    }
    #expect(words(0.03, 0.01).contains("a gain of +3.0 ± 1.0 %"))
    #expect(words(0.015, 0.01).contains("likely a gain"))
    #expect(words(-0.005, 0.01).contains("no difference"))
    #expect(words(-0.02, 0.01).contains("does not bear the plan out"))
    #expect(words(0.02, nil).contains("no standard error"))
    #expect(words(0.03, 0.01).contains("0.4831 ± 0.0031, against 0.5012 ± 0.0034 all alone"))
    let unverified = PlanOutcome(roles: [.recommended], name: "x", groups: 2)
    #expect(VerdictWriter(plans: [unverified], plan: pairs).verdict().text.contains("not been verified"))
  }

  @Test func theLeadIsCountedInStandardErrors() {
    func words(_ difference: Estimate) -> String {
      VerdictWriter(plan: pairs, lead: ("all alone", difference)).verdict().sentences[0]
    }
    #expect(words(Estimate(0.02, standardError: 0.01)).contains("2.0 standard errors"))
    #expect(words(Estimate(0.002, standardError: 0.01)).contains("within one standard error of all alone"))
    #expect(words(Estimate(0.02)).contains("no standard error"))
  }
}
