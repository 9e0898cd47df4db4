import Foundation
import Labels
import LinearAlgebra
import Probing
import Reports
import Statistics
import Testing

@Suite struct ProbeSectionTests {
  /// Two clusters, their tasks in turn.
  private func section(tasks: Int, summary: ProbeSummary? = nil, sweep: OverlapSweep? = nil) -> ProbeSection {
    var trajectory: [ProbePoint] = []
    var layers: [ProbePoint] = []
    for replicate in 0..<2 {
      for step in 0...10 {
        for view in ProbeView.allCases {
          var point = ProbePoint(replicate: replicate, view: view, step: step, epoch: Double(step) / 5)
          point.meanCosine = 0.5 - Double(step) / 40 + Double(replicate) / 10
          trajectory.append(point)
          for layer in ["layer 1", "layer 2", "layer 3"] {
            point.layer = layer
            layers.append(point)
          }
        }
      }
    }
    return ProbeSection(
      names: (0..<tasks).map { "t\($0)" }, pairs: pairs(of: tasks), trajectory: trajectory, layers: layers,
      summary: summary, sweep: sweep)
  }

  private func pairs(of tasks: Int) -> [PairSimilarity] {
    TaskPair.all(taskCount: tasks).map {
      PairSimilarity(pair: $0, similarity: $0.a % 2 == $0.b % 2 ? 0.8 : -0.2, standardError: nil, checkpoints: 1)
    }
  }

  private func sweep() throws -> OverlapSweep {
    let draws = [1.0, 0.5, 0.2].flatMap { level in
      (0..<2).map { #"{"level": \#(level), "draw": \#($0), "overlap": \#(level), "pairs": 10, "r": \#(level * 0.9)}"# }
    }
    let fit = #"""
      {"base": 0, "height": 0.9, "slope": 8, "inflection": 0.3, "rSquared": 0.95, "inflectionLower": 0.25,
      "inflectionUpper": 0.35}
      """#
    let text = "{\"draws\": [\(draws.joined(separator: ","))], \"fit\": \(fit)}"
    return try JSONDecoder().decode(OverlapSweep.self, from: Data(text.utf8))
  }

  @Test(arguments: [3, 12, 64]) func figuresAreDrawnAtAnySize(tasks: Int) throws {
    let made = section(tasks: tasks, sweep: try sweep())
    #expect(
      made.figures.map(\.name) == ["probe-similarity", "probe-trajectory", "probe-layers", "probe-sweep"])
    for figure in made.figures {
      let source = figure.canvas.document()
      #expect(WellFormed.flaw(in: source) == nil, "\(figure.name)")
      #expect(!source.lowercased().contains("nan"), "\(figure.name)")
    }
    #expect(made.paragraphs.contains { $0.contains("0.30 (0.25 to 0.35)") && $0.contains("takes 0.50 of overlap") })
  }

  /// The heat map names the tasks of one cluster before those of the other.
  @Test func heatMapFollowsTheDendrogram() throws {
    let source = section(tasks: 6).figures[0].canvas.document()
    let places = try (0..<6).map { task in
      try #require(source.firstRange(of: ">t\(task)<")).lowerBound
    }
    let order = (0..<6).sorted { places[$0] < places[$1] }
    #expect(Set(order.prefix(3).map { $0 % 2 }).count == 1, "\(order)")
  }

  /// Layers are counted: no tick between the first and the second.
  @Test func layersAreWholeNumbers() {
    let source = section(tasks: 4).figures[2].canvas.document()
    #expect(source.contains(">2<") && !source.contains(">1.5<"))
  }

  @Test func wordsFollowTheMeasuredGains() {
    func words(agreeing: Bool) -> String {
      let pairs = pairs(of: 6)
      var stream = RandomStream(seed: 3)
      let gains = pairs.flatMap { pair in
        [(pair.a, pair.b), (pair.b, pair.a)].map { target, partner in
          let signal = agreeing ? (pair.similarity ?? 0) : 0
          return Gain(
            target: target, partners: [partner], replicates: 1, gain: signal + 0.1 * stream.normal(), gainSE: nil,
            metricBenefit: nil, metricBenefitSE: nil, lossAlone: 1, lossTogether: 1)
        }
      }
      var view = ProbeSummary.View(
        view: .train,
        labels: PairAgreement(
          pairs.map { $0.similarity ?? 0 }, pairs.map { $0.similarity ?? 0 }, tasks: 6, random: stream))
      view.gains = GainAgreement(similarities: pairs, gains: gains, random: stream)
      let summary = ProbeSummary(tasks: 6, probedTasks: 6, settings: ProbeSettings(), trunk: [8], views: [view])
      return section(tasks: 6, summary: summary).paragraphs.joined(separator: " ")
    }
    #expect(words(agreeing: true).contains("it tells which partners help"))
    #expect(words(agreeing: false).contains("it does not tell which partners help"))
    #expect(words(agreeing: true).contains("(train)"))
  }
}
