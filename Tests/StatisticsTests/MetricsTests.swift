import Statistics
import Testing

struct MetricsTests {
  @Test func momentsAndQuantilesAgreeWithNumPy() {
    #expect(close(mean(Samples.x), 0.89))
    #expect(close(variance(Samples.x), 2.221))
    #expect(close(standardError(Samples.x), 0.4712748667179272))
    let quantiles = [(0, -1.1), (0.1, -0.74), (0.25, 0.3), (0.5, 0.6), (0.9, 2.65), (1, 4.0)]
    for (probability, value) in quantiles { #expect(close(quantile(Samples.x, probability), value)) }
    #expect(mean([]) == nil && variance([1]) == nil && quantile([], 0.5) == nil)
    #expect(weightedMean([1, 2], weights: [0, 0]) == nil)
  }

  @Test func binaryMetricsAgreeWithScikitLearn() {
    #expect(close(rocAUC(scores: Samples.x, positive: Samples.positive), 0.86))
    #expect(close(averagePrecisionScore(scores: Samples.x, positive: Samples.positive), 0.835))
    #expect(close(logLoss(logits: Samples.x, positive: Samples.positive), 0.511834557902498))
  }

  @Test func regressionMetricsAgreeWithScikitLearn() {
    #expect(close(coefficientOfDetermination(predictions: Samples.x, targets: Samples.y), 0.49727406164814425))
    #expect(close(rootMeanSquaredError(predictions: Samples.x, targets: Samples.y), 0.9792854537876073))
    #expect(close(meanAbsoluteError(predictions: Samples.x, targets: Samples.y), 0.83))
  }

  @Test func undefinedIsNilAndNeverNaN() {
    let constant = Metrics.regression(predictions: [1, 2], targets: [3, 3])
    #expect(constant.r2 == nil && constant.spearman == nil && constant.rmse != nil)
    let oneClass = Metrics.classification(logits: [0, 1], targets: [1, 1])
    #expect(oneClass.auc == nil && oneClass.averagePrecision == 1)
    let unusable = [
      Metrics.regression(predictions: [], targets: []),
      Metrics.regression(predictions: [.infinity, 1], targets: [0, 1]),
      Metrics.classification(logits: [.nan, 1], targets: [0, 1]),
    ]
    for metrics in unusable {
      let names = Metrics.classificationNames + Metrics.regressionNames
      #expect(names.allSatisfy { metrics[$0] == nil })
    }
  }

  @Test func saysWhyAMetricIsUndefined() {
    #expect(Metrics.classification(logits: [0, 1], targets: [1, 0]).undefined == nil)
    let oneClass = Metrics.classification(logits: [0, 1], targets: [1, 1]).undefined
    #expect(oneClass == ["auc": "the test rows are of one class"])
    let constant = Metrics.regression(predictions: [2, 2], targets: [1, 3]).undefined
    #expect(constant == ["spearman": "the predictions of the test rows are constant"])
    let flat = Metrics.regression(predictions: [1, 2], targets: [3, 3]).undefined
    #expect(flat?.keys.sorted() == ["r2", "spearman"])
    #expect(flat?["r2"] == "the targets of the test rows are constant")
    let diverged = Metrics.regression(predictions: [.nan, 2], targets: [1, 3]).undefined
    #expect(diverged?.keys.sorted() == Metrics.regressionNames.sorted())
    #expect(diverged?["mae"]?.contains("diverged") == true)
  }

  @Test func allTiedScoresAreAChance() {
    #expect(rocAUC(scores: [2, 2, 2, 2], positive: [true, false, true, false]) == 0.5)
    #expect(averagePrecisionScore(scores: [2, 2, 2, 2], positive: [true, false, false, false]) == 0.25)
  }

  @Test func nullModelLossIsTheEntropy() {
    #expect(close(nullLogLoss(positiveShare: 0.5), 0.6931471805599453))
    #expect(nullLogLoss(positiveShare: 1) == 0)
  }
}
