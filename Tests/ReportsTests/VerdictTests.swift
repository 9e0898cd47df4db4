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

  @Test func aPredictorNoBetterThanTrivialIsNotPraised() {
    var rows = SampleContent.sampleAccuracy()
    #expect(!sentence(rows).contains("no better"))
    rows[0].correlation = Estimate(0.33, standardError: 0.03)
    #expect(sentence(rows).contains("no better than trivial"))
    rows[0].correlation = Estimate(0.1, standardError: 0.09)
    #expect(sentence(rows).contains("not to be relied upon"))
  }

  private func sentence(_ rows: [AccuracyRow]) -> String {
    VerdictWriter(accuracy: rows, plan: pairs).verdict().sentences[0]
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
