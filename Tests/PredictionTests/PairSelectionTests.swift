import LinearAlgebra
import Prediction
import Statistics
import Testing

struct PairSelectionTests {
  init() { useSingleThreadedBLAS() }

  /// Measuring the chosen pairs must leave less uncertainty than measuring as many random ones.
  @Test func chosenPairsTeachMoreThanRandomOnes() throws {
    let law = SyntheticGains(taskCount: 18, targetDeviation: 0.6, ownError: 0.4, seed: 4)
    let inputs = law.inputs
    let all = law.labels(law.truth(inputs))
    func isFirst(_ label: GainLabels.Label) -> Bool { (label.target + label.partner) % 9 == 0 }
    let fit = try PredictorFit(labels: all.filtered(isFirst), inputs: inputs)
    let open = (0..<18).flatMap { a in (a + 1..<18).map { [a, $0] } }.filter { ($0[0] + $0[1]) % 9 != 0 }
    let chosen = fit.pairsToMeasure(12, from: open, random: RandomStream(seed: 1))
    #expect(Set(chosen).count == 12 && Set(chosen).isSubset(of: Set(open)))
    func uncertainty(with pairs: [[Int]]) throws -> Double {
      let more = all.filtered {
        isFirst($0) || pairs.contains([min($0.target, $0.partner), max($0.target, $0.partner)])
      }
      let refit = try PredictorFit(labels: more, inputs: inputs, variances: fit.variances).predictor()
      let predictions = refit.predictions(of: OrderedPair.all(taskCount: 18), inputs: inputs)
      return predictions.reduce(0) { $0 + $1.deviation * $1.deviation }
    }
    var stream = RandomStream(seed: 2)
    let random = try (0..<5).compactMap { _ in try uncertainty(with: stream.sample(12, of: open.count).map { open[$0] })
    }
    #expect(try uncertainty(with: chosen) < (mean(random) ?? 0))
  }

  @Test func oneInputAloneExplainsItsOwnLaw() throws {
    let law = SyntheticGains(taskCount: 14, relation: 1, size: 0, ownError: 0.2)
    let analysis = InputAnalysis.all(of: law.inputs, labels: law.labels(law.truth(law.inputs)))
    #expect(analysis.map(\.name) == law.inputs.names)
    #expect(try #require(analysis[0].r2) > 0.9)
    #expect(try #require(analysis[0].correlation) > 0.9)
    #expect(try #require(analysis[3].r2) < 0.1)
  }
}
