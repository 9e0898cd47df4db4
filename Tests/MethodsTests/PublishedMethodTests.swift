import Diagnostics
import Grouping
import Labels
import LinearAlgebra
import Methods
import Plans
import Prediction
import Relations
import Statistics
import Testing

/// Methods on evidence whose answers are known.
@Suite struct PublishedMethodTests {
  private static let count = 4

  private static func setting(sets: Int, isPublished: Bool = false) throws -> MethodSetting {
    let names = (0..<count).map { "t\($0)" }
    let kinds = names.map { _ in "regression" }
    let search = PlanSearch(
      tasks: names, kinds: kinds, affinities: Matrix(rows: count, columns: count), constraints: GroupingSettings(),
      solvers: [.exact], replicates: 1, stream: RandomStream(seed: 1))
    let pairs = TaskPair.all(taskCount: count).prefix(sets).map { TaskSet($0) }
    return MethodSetting(
      tasks: names, kinds: kinds, constraints: GroupingSettings(), solver: .exact,
      labels: LabelPlan(
        panelHash: "", protocolHash: "", taskCount: count, baselineReplicates: 1, replicates: 1, sets: pairs),
      choice: try search.chooseUntested(progress: SilentProgress()), isPublished: isPublished,
      stream: RandomStream(seed: 1)
    )
  }

  /// Task i gains (i + 1) (j + 1) / 100 from task j in a pair.
  private static func gain(_ i: Int, _ j: Int) -> Double { Double((i + 1) * (j + 1)) / 100 }

  private static func evidence(_ setting: MethodSetting, losses: LossTable) -> MethodEvidence {
    let pairs = TaskPair.count(taskCount: count)
    let inputs = PairInputs(
      relations: RelationTable(taskCount: count, relations: [], values: Matrix(rows: pairs, columns: 0)))
    return MethodEvidence(
      setting: setting, losses: losses, labels: losses, inputs: inputs, predictor: PredictorSettings(),
      gradients: nil)
  }

  private static func outcome(_ loss: Double) -> TaskOutcome {
    TaskOutcome(loss: loss, nullLoss: 9, metrics: Metrics(), rows: 10)
  }

  private static func losses() -> LossTable {
    var table = LossTable(taskCount: count)
    for task in 0..<count { table.record(Job(tasks: [task], replicate: 0), [outcome(2)]) }
    for pair in TaskPair.all(taskCount: count) {
      table.record(
        Job(tasks: [pair.a, pair.b], replicate: 0),
        [outcome(2 * (1 - gain(pair.a, pair.b))), outcome(2 * (1 - gain(pair.b, pair.a)))])
    }
    return table
  }

  @Test func allPairsAreValuedByTheirSingleGains() throws {
    let setting = try Self.setting(sets: 6)
    let method = MethodName.hoa.method
    #expect(try method.jobs(setting).count == 10)
    let proposal = try method.proposal(from: Self.evidence(setting, losses: Self.losses()))
    let values = try #require(proposal.affinities)
    for i in 0..<Self.count {
      for j in 0..<Self.count where i != j { #expect(abs(values[i, j] - Self.gain(i, j)) < 1e-12) }
    }
    #expect(proposal.seenReplicates == [0] && !proposal.plan.groups.isEmpty)
  }

  @Test func allPairsAreTooManyForASmallBudgetUnlessThePublishedOneIsAskedFor() throws {
    let refusal = try #require(throws: MethodRefusal.self) {
      try MethodName.hoa.method.jobs(Self.setting(sets: 5))
    }
    #expect(refusal.reason.contains("6 pairs") && refusal.reason.contains("5 sets"))
    #expect(try MethodName.hoa.method.jobs(Self.setting(sets: 5, isPublished: true)).count == 10)
  }

  @Test func methodsWithoutGradientsOrCorrelationsSayWhy() throws {
    let evidence = Self.evidence(try Self.setting(sets: 6), losses: Self.losses())
    for name in [MethodName.tag, .cosine, .labelCorrelation, .kMeans] {
      #expect(throws: MethodRefusal.self) { try name.method.proposal(from: evidence) }
    }
  }

  @Test func lookaheadIsTakenByTargetAndUnknownValuesMakeNoGroup() throws {
    var evidence = Self.evidence(try Self.setting(sets: 6), losses: Self.losses())
    var ahead = Matrix<Double>(rows: 4, columns: 4, filledWith: -1)
    (ahead[0, 1], ahead[1, 0], ahead[2, 3], ahead[3, 2]) = (1, 1, .nan, .nan)
    evidence.gradients = ProbedGradients(cosines: ahead, lookahead: ahead)
    let groups = try MethodName.tag.method.proposal(from: evidence).plan.groups
    #expect(groups == [[0, 1]], "\(groups)")
  }

  /// Gains that are sums of partners' effects are found again, whatever the sets' size: least squares in closed form.
  @Test func theLinearSurrogateFindsEffectsThatAdd() {
    let effects = [0.0, 0.1, -0.2, 0.05, 0.3]
    var stream = RandomStream(seed: 3)
    for size in [2...2, 1...4] {
      var elements: [Double] = []
      var gains: [Double] = []
      for _ in 0..<60 {
        var span = size.upperBound - size.lowerBound + 1
        span = stream.below(span)
        let partners = stream.sample(size.lowerBound + span, of: 4).map { $0 + 1 }
        elements += (0..<5).map { $0 == 0 || partners.contains($0) ? 1 : 0 }
        gains.append(partners.reduce(0) { $0 + effects[$1] })
      }
      let found = LinearSurrogate.coefficients(
        members: Matrix(rows: 60, columns: 5, elements: elements), gains: gains, target: 0, ridge: 1e-9)
      #expect(zip(found, effects).allSatisfy { abs($0 - $1) < 1e-6 }, "\(found)")
    }
    let none = LinearSurrogate.coefficients(members: Matrix(rows: 0, columns: 5), gains: [], target: 0, ridge: 1)
    #expect(none == [0, 0, 0, 0, 0])
  }

  /// (K + .001 I) w = gains, with K written out.
  @Test func theKernelSurrogateSolvesItsEquations() throws {
    let members = Matrix<Double>(rows: 3, columns: 3, elements: [1, 1, 0, 1, 0, 1, 1, 1, 1])
    let gains = [0.1, -0.2, 0.3]
    let weights = try #require(KernelSurrogate.weights(members: members, gains: gains))
    for row in 0..<3 {
      var sum = 0.001 * weights[row]
      for other in 0..<3 {
        let distance = (0..<3).reduce(0.0) { $0 + abs(members[row, $1] - members[other, $1]) }
        sum += kernelValue(distance) * weights[other]
      }
      #expect(abs(sum - gains[row]) < 1e-9)
    }
    #expect(KernelSurrogate.weights(members: Matrix(rows: 0, columns: 3), gains: []) == nil)
  }

  /// exp(-d / 3) of whole d up to 2.
  private func kernelValue(_ distance: Double) -> Double {
    [1, 0.716_531_310_573_789_3, 0.513_417_119_032_592_1][Int(distance)]
  }

  @Test func theCorrelationRuleHasItsThresholds() {
    #expect(LabelCorrelationRule.value(0.96) == 0 && LabelCorrelationRule.value(.nan) < 0)
    #expect(LabelCorrelationRule.value(0.95) > 0 && LabelCorrelationRule.value(0.39) < 0)
  }
}
