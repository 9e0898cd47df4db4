package import LinearAlgebra
internal import Statistics

extension Affinities {
  /// (tasks, tasks), element (target, partner): gains by the feature paper's protocol, fitted to labels of single replicates;
  /// 0 on the diagonal. nil where there are too few labels.
  package static func ofFeaturePaper(
    single: GainLabels, inputs: PairInputs, settings: PredictorSettings
  ) -> Matrix<Double>? {
    guard single.labels.count >= GainModel.fewestLabels else { return nil }
    let pairs = OrderedPair.all(taskCount: inputs.taskCount)
    let training = TrainingLabels(labels: single, single: single)
    guard let gains = Contender.featurePaper.gains(of: pairs, fittedTo: training, inputs: inputs, settings: settings)
    else { return nil }
    var matrix = Matrix<Double>(rows: inputs.taskCount, columns: inputs.taskCount)
    for (pair, gain) in zip(pairs, gains) { matrix[pair.target, pair.partner] = gain }
    return matrix
  }
}
