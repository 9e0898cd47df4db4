import LinearAlgebra
import Prediction
import Relations
import Statistics
import Testing

struct GainPriorTests {
  init() { useSingleThreadedBLAS() }

  /// A panel whose gains fall with the target's skill and rise with the partner's share of the rows.
  private func panel(_ name: String, seed: UInt64, tasks: Int = 10, scale: Double = 0.02) -> PriorPanel {
    var stream = RandomStream(seed: seed)
    let sizes = (0..<tasks).map { _ in 50 + 500 * stream.uniform() }
    let skills = (0..<tasks).map { _ in stream.uniform() }
    var elements: [Double] = []
    for a in 0..<tasks {
      for b in (a + 1)..<tasks { elements += [sizes[a] / (sizes[a] + sizes[b]), sizes[b] / (sizes[a] + sizes[b])] }
    }
    let table = RelationTable(
      taskCount: tasks, relations: [.dataRatio],
      values: Matrix(rows: tasks * (tasks - 1) / 2, columns: 2, elements: elements))
    let labels = OrderedPair.all(taskCount: tasks).map { pair in
      let share = sizes[pair.partner] / (sizes[pair.partner] + sizes[pair.target])
      return GainLabels.Label(
        target: pair.target, partner: pair.partner,
        gain: scale * (share - 0.5 - 0.7 * (skills[pair.target] - 0.5) + 0.2 * stream.normal()), ownVariance: 1e-6)
    }
    return PriorPanel(
      name: name, inputs: PairInputs(relations: table, skills: skills.map { $0 }),
      labels: GainLabels(taskCount: tasks, labels: labels, sharedVariance: Array(repeating: 0, count: tasks)))
  }

  @Test func carriesOverToAPanelItHasNotSeen() throws {
    let panels = (0..<5).map { panel("p\($0)", seed: UInt64($0), scale: 0.01 * Double(1 + $0)) }
    let fresh = panel("fresh", seed: 77, tasks: 14)
    let prior = GainPrior(fittedTo: panels, withSkills: true)
    let expected = prior.gains(of: fresh.pairs, inputs: fresh.inputs)
    #expect(try #require(pearsonCorrelation(expected, fresh.gains)) > 0.75)
    #expect(prior.usesSkills && prior.panels == panels.map(\.name))
    let untrained = GainPrior(fittedTo: panels, withSkills: false)
    let r = try #require(
      pearsonCorrelation(untrained.gains(of: fresh.pairs, inputs: fresh.inputs), fresh.gains))
    #expect(r > 0.4 && r < 0.75 && !untrained.usesSkills)
  }

  @Test func intervalsHoldGainsOfOtherPanels() throws {
    let panels = (0..<6).map { panel("p\($0)", seed: UInt64($0)) }
    let fresh = panel("fresh", seed: 78, tasks: 16)
    let predictions = GainPrior(fittedTo: panels, withSkills: true).predictions(of: fresh.pairs, inputs: fresh.inputs)
    let held = zip(predictions, fresh.gains).map { $0.interval.contains($1) ? 1.0 : 0 }
    #expect(abs(try #require(mean(held)) - GainPrior.coverage) < 0.08)
    #expect(GainPrior(fittedTo: [panels[0]], withSkills: true).halfWidth == nil)
  }

  /// Panels count alike: repeating the gains of one does not move the weights.
  @Test func panelsCountAlikeWhateverTheirSize() {
    let (small, large) = (panel("small", seed: 1), panel("large", seed: 2, tasks: 9))
    let doubled = PriorPanel(
      name: "large", inputs: large.inputs,
      labels: GainLabels(
        taskCount: 9,
        labels: zip(large.pairs, large.gains).flatMap { pair, gain in
          [0, 1].map { _ in GainLabels.Label(target: pair.target, partner: pair.partner, gain: gain, ownVariance: 0) }
        }, sharedVariance: Array(repeating: 0, count: 9)))
    let (once, twice) = (
      GainPrior(fittedTo: [small, large], withSkills: true), GainPrior(fittedTo: [small, doubled], withSkills: true)
    )
    for (a, b) in zip(once.inputs, twice.inputs) {
      // The deviation divides by n - 1, which differs a little.
      #expect(abs(a.weight - b.weight) < 0.01, "\(a.name)")
    }
  }

  @Test func unknownInputsCountAsTheirMean() {
    let panels = (0..<3).map { panel("p\($0)", seed: UInt64($0)) }
    let prior = GainPrior(fittedTo: panels, withSkills: true)
    let blank = PairInputs(
      relations: RelationTable(
        taskCount: 3, relations: [.dataRatio], values: Matrix(rows: 3, columns: 2, filledWith: .nan)))
    let pairs = OrderedPair.all(taskCount: 3)
    #expect(prior.gains(of: pairs, inputs: blank) == pairs.map { _ in prior.mean })
  }
}
