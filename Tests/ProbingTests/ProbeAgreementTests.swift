import Labels
import LinearAlgebra
import Probing
import Statistics
import Testing

@Suite struct ProbeAgreementTests {
  @Test func pairMomentsMatchTheirDefinition() {
    for seed in 0..<5 as Range<UInt64> {
      var stream = RandomStream(seed: seed)
      var moments = PairMoments(taskCount: 4)
      var values = [[Double]](repeating: [], count: 6)
      for _ in 0..<7 {
        var matrix = Matrix<Double>(rows: 4, columns: 4)
        for (index, pair) in TaskPair.all(taskCount: 4).enumerated() {
          let value = stream.uniform() < 0.3 ? Double.nan : stream.normal()
          matrix[pair.a, pair.b] = value
          if !value.isNaN { values[index].append(value) }
        }
        moments.add(matrix)
      }
      for (index, pair) in TaskPair.all(taskCount: 4).enumerated() {
        #expect(pair.index(taskCount: 4) == index)
        #expect(moments.count(index) == values[index].count)
        let count = Double(values[index].count)
        let mean = values[index].reduce(0, +) / count
        if count > 0 { #expect(abs((moments.mean(index) ?? .nan) - mean) < 1e-12) }
        if count > 1 {
          let variance = values[index].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
          let error = (variance / count).squareRoot()
          #expect(abs((moments.standardError(index) ?? .nan) - error) < 1e-9, "seed \(seed)")
        }
      }
    }
  }

  @Test func annotationsAreFoundInBlocks() {
    let annotation = [0, 0, 0, 1, 1, 2]
    let similarities = TaskPair.all(taskCount: 6).map { annotation[$0.a] == annotation[$0.b] ? 0.9 : 0.1 }
    let rows = AnnotationAgreement.all(similarities: similarities, annotation: annotation)
    #expect(rows.map(\.clusters) == [2, 3, 4, 5])
    #expect(rows[1].adjustedRand == 1 && abs(rows[1].mutualInformation - 1) < 1e-12)
    #expect(rows[0].adjustedRand < 1 && rows[3].adjustedRand < 1)
  }

  @Test func thresholdsCountTransfers() {
    let row = TransferThreshold(
      threshold: 0.1, similarities: [0.2, 0.2, 0.05, 0.05, 0.1], gains: [1, -1, 1, -1, 2])
    #expect(row.kept == 3)
    #expect(row.negativeAvoided == 0.5)
    #expect(row.beneficialKept == 2.0 / 3)
    #expect(row.f1 == 4.0 / 6)
  }

  @Test func gainAgreementTellsTargetsFromPairs() {
    // A target that gains from everybody says nothing about which partner to choose.
    var pairs: [PairSimilarity] = []
    var gains: [Gain] = []
    var stream = RandomStream(seed: 4)
    for a in 0..<6 {
      for b in (a + 1)..<6 {
        pairs.append(
          PairSimilarity(pair: TaskPair(a, b), similarity: Double(a + b), standardError: nil, checkpoints: 1))
        for (target, partner) in [(a, b), (b, a)] {
          gains.append(
            Gain(
              target: target, partners: [partner], replicates: 1, gain: Double(target) + 0.01 * stream.normal(),
              gainSE: nil, metricBenefit: nil, metricBenefitSE: nil, lossAlone: 1, lossTogether: 1))
        }
      }
    }
    let found = GainAgreement(similarities: pairs, gains: gains, random: RandomStream(seed: 1))
    #expect(found.pairs == 30 && (found.pearson ?? 0) > 0.5)
    #expect(abs(found.withinTarget ?? 1) < 0.5)
    #expect(found.lower.map { $0 < (found.pearson ?? 0) } == true)
  }

  /// A directed number may differ between the two directions of a pair.
  @Test func directedValuesKeepTheirDirection() {
    var stream = RandomStream(seed: 6)
    var values: [OrderedPair: Double] = [:]
    var gains: [Gain] = []
    for target in 0..<5 {
      for partner in 0..<5 where partner != target && (target, partner) != (0, 1) {
        let value = stream.normal()
        values[OrderedPair(target: target, partner: partner)] = value
        gains.append(
          Gain(
            target: target, partners: [partner], replicates: 1, gain: 2 * value - 1, gainSE: nil, metricBenefit: nil,
            metricBenefitSE: nil, lossAlone: 1, lossTogether: 1))
      }
    }
    values[OrderedPair(target: 3, partner: 2)] = nil
    let found = GainAgreement(directed: values, gains: gains, random: RandomStream(seed: 1))
    #expect(found.pairs == 18)
    #expect(abs((found.pearson ?? 0) - 1) < 1e-12 && abs((found.withinTarget ?? 0) - 1) < 1e-12)
  }
}
