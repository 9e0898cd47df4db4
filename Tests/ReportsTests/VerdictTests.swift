import Grouping
import Labels
import Plans
import Reports
import Statistics
internal import StudyFiles
import Testing

@Suite struct VerdictTests {
  /// The verdict on a plan, after changes to what was measured.
  private func verdict(
    _ plan: GroupPlan? = nil, change: (inout VerdictWriter, inout ReportContent.Evidence) throws -> Void = { _, _ in }
  ) throws -> Verdict {
    let content = try SampleContent.make(tasks: 6)
    var writer = VerdictWriter(choice: content.choice)
    if let plan { writer.choice.recommended.plan = plan }
    var evidence = try #require(content.evidence)
    try change(&writer, &evidence)
    writer.evidence = evidence
    return writer.verdict()
  }

  @Test func headlines() throws {
    func headline(_ groups: [[Int]], _ served: [Int?]) throws -> String {
      try verdict(GroupPlan(groups: groups, served: served, taskValues: served.map { _ in 0 })).headline
    }
    #expect(
      try headline([[0, 1], [2, 3]], [0, 0, 1, 1, nil])
        == "Train 2 groups of 2 tasks, and 1 task alone: 3 networks in all.")
    #expect(try headline([], [nil, nil]) == "Train every task alone.")
    #expect(try headline([[0, 1]], [0, 0]) == "Train all 2 tasks together.")
    #expect(try headline([[0, 1], [2, 3, 4]], [0, 0, 1, 1, 1]) == "Train 2 groups of 2 to 3 tasks.")
  }

  /// Where no pair was trained the verdict says that it has nothing of this panel to go by.
  @Test func nothingMeasured() throws {
    let content = try SampleContent.make(tasks: 6)
    let verdict = VerdictWriter(choice: content.choice).verdict()
    #expect(verdict.headline == "No pair was measured, so no groups are recommended.")
    #expect(verdict.sentences[0].contains("no measurement. By them alone one would try: Train "))
  }

  @Test func linearModelsAreNamedWithTheBestPlanOfNetworks() throws {
    let headline = try verdict { writer, _ in
      writer.choice.bestNetworks = writer.choice.candidates.first { $0.origin == .allTogether }
      writer.choice.recommended.origin = .linearAlone
    }.headline
    #expect(
      headline
        == "Train every task alone with a linear model: ridge or logistic regression does better than any network. "
        + "Of networks: train all 6 tasks together.")
  }

  /// A lead of more than two standard errors is called one.
  @Test(arguments: [(0.03, "better than"), (0.0005, "as well as")])
  func linearModelsThatLeadAreSaidToDoBetter(lead: Double, words: String) throws {
    let headline = try verdict { writer, _ in
      let networks = try #require(writer.choice.candidates.first { $0.origin == .allTogether })
      writer.choice.bestNetworks = networks
      var linear = try #require(writer.choice.scores.first { $0.name == networks.name })
      linear.name = "linear models"
      linear.gainByReplicate = linear.gainByReplicate.enumerated().map { $1 + lead + 0.002 * (Double($0) - 1) }
      linear.gainByTask = linear.gainByTask.map { $0 + lead }
      writer.choice.recommended.name = linear.name
      writer.choice.recommended.origin = .linearAlone
      writer.choice.candidates.append(writer.choice.recommended)
      writer.choice.scores.append(linear)
    }.headline
    #expect(headline.contains("ridge or logistic regression does \(words) any network."))
  }

  /// The report shows the groups of the plan that the headline names for networks.
  @Test func groupsForNetworksAreShownWhereLinearModelsAreRecommended() throws {
    var content = try SampleContent.make(tasks: 6)
    content.choice.bestNetworks = content.choice.candidates.first { $0.origin == .allTogether }
    content.choice.recommended.plan = GroupPlan(
      groups: [], served: [Int?](repeating: nil, count: 6), taskValues: [Double](repeating: 0, count: 6))
    let page = ReportPage(content).html()
    #expect(
      page.contains("Linear models need no groups; these are for networks.") && page.contains("Group 1 · 6 tasks"))
  }

  /// The headline never contradicts the verification.
  @Test func theHeadlineNamesTheSimplePlanThatUntouchedRowsPrefer() throws {
    func headline(_ gain: Double) throws -> String {
      try verdict { _, evidence in
        for index in evidence.verification.scores.indices {
          let score = evidence.verification.scores[index]
          let mean = score.origin == .allTogether ? gain : 0
          evidence.verification.scores[index].gain = mean
          evidence.verification.scores[index].gainByReplicate = [mean - 0.001, mean + 0.001, mean]
          evidence.verification.scores[index].gainByTask = [Double](repeating: mean, count: 6)
        }
      }.headline
    }
    #expect(try headline(0.05).hasPrefix("Train all 6 tasks together. On untouched rows that was better by +5.0"))
    #expect(try !headline(0).contains("untouched"))
  }

  /// The reasons come in the order in which the results were made.
  @Test func reasonsInOrder() throws {
    let sentences = try verdict().sentences
    #expect(sentences.count == 5)
    for (sentence, start) in zip(
      sentences, ["3 of 15 pairs were measured", "The predictor ranks", "On development", "On rows that", "That is"])
    {
      #expect(sentence.hasPrefix(start))
    }
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
    #expect(try verdict(plan).headline == words)
    var content = try SampleContent.make(tasks: served.count)
    content.choice.recommended.plan = plan
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
  func labelsAreCalledWhatTheyAre(reliability: Double, words: String) throws {
    let sentence = try verdict { _, evidence in
      evidence.metrics.reliability.reliability = reliability
      evidence.metrics.reliability.replicatesNeeded = 40
    }.sentences[0]
    #expect(sentence.contains(words))
    #expect(sentence.contains("40 replicates") == (reliability < 0.8))
  }

  @Test func unknownReliabilityHasAReason() throws {
    let sentence = try verdict { _, evidence in
      evidence.metrics.reliability.reliability = nil
      evidence.metrics.reliability.unknown = .fewGains
    }.sentences[0]
    #expect(sentence.contains("their reliability is unknown, as it takes 6 gains or more"))
  }

  @Test func verificationIsReportedAsItCameOut() throws {
    func words(_ gain: Double, _ error: Double?) throws -> String {
      try verdict { _, evidence in
        evidence.verification.scores[0].gain = gain
        evidence.verification.scores[0].gainError = error
      }.sentences.joined(separator: "\n")
    }
    #expect(try words(0.03, 0.01).contains("a gain of +3.0 ± 1.0 %"))
    #expect(try words(0.015, 0.01).contains("likely a gain"))
    #expect(try words(-0.005, 0.01).contains("no difference"))
    #expect(try words(-0.02, 0.01).contains("does not bear the plan out"))
    #expect(try words(0.02, nil).contains("no standard error"))
    #expect(
      try words(0.03, 0.01).contains(
        "0.4831 ± 0.0031, against 0.5012 ± 0.0034 all alone, 0.4907 ± 0.0040 all together and 0.5044 ± 0.0050 random."))
    let unverified = try verdict { _, evidence in evidence.verification.scores = [] }
    #expect(unverified.text.contains("not been verified"))
  }

  /// All alone is not compared with itself.
  @Test func allAloneIsNoGainOverAlone() throws {
    let sentences = try verdict { writer, evidence in
      writer.choice.recommended = writer.choice.candidates[0]
      evidence.verification = try SampleContent.verification(of: "other")
      evidence.verification.recommended = "all alone"
    }.sentences
    #expect(writer(sentences, says: "mean loss is 0.5012"))
    #expect(!writer(sentences, says: "against training alone") && !writer(sentences, says: "over training alone"))
  }

  private func writer(_ sentences: [String], says words: String) -> Bool { sentences.contains { $0.contains(words) } }

  @Test func theLeadIsCountedInStandardErrors() throws {
    func words(_ difference: Double, _ error: Double) throws -> String {
      try verdict { writer, _ in
        writer.choice.scores = [
          try SampleContent.measurement(
            writer.choice.recommended.name, .solver, gain: (difference, error), loss: (1, 0)),
          try SampleContent.measurement("all alone", .allAlone, gain: (0, 0), loss: (1, 0)),
        ]
      }.sentences[2]
    }
    #expect(try words(0.02, 0.01).contains("2.0 standard errors"))
    #expect(try words(0.002, 0.01).contains("within one standard error of all alone"))
    #expect(try words(0.25, 0).contains("by +25.0 %, the same in every replicate and task"))
  }
}
