package import Labels
package import LinearAlgebra
package import Prediction

/// What methods go by, once their jobs have been measured.
package struct MethodEvidence: Sendable {
  package var setting: MethodSetting
  /// Everything measured so far.
  package var losses: LossTable
  /// What Kindred's label plan measured of it.
  package var labels: LossTable
  /// Relations and skills of all pairs.
  package var inputs: PairInputs
  /// How predictors of gains are fitted.
  package var predictor: PredictorSettings
  /// What the gradients of a joint training showed; nil where no method asked.
  package var gradients: ProbedGradients?

  package init(
    setting: MethodSetting, losses: LossTable, labels: LossTable, inputs: PairInputs, predictor: PredictorSettings,
    gradients: ProbedGradients?
  ) {
    self.setting = setting
    self.losses = losses
    self.labels = labels
    self.inputs = inputs
    self.predictor = predictor
    self.gradients = gradients
  }

  /// The relative gain of a task in a set over alone, both of replicate 0; nil where either is not measured.
  func singleGain(of target: Int, in set: some Sequence<Int>) -> Double? {
    guard let alone = losses.outcome(of: target, in: [target], replicate: 0)?.loss, alone > 0,
      let together = losses.outcome(of: target, in: set, replicate: 0)?.loss
    else { return nil }
    return (alone - together) / alone
  }
}

/// What a joint training showed of the tasks' gradients of the shared trunk, (tasks, tasks) each.
package struct ProbedGradients: Sendable {
  /// Cosines of minibatch gradients; NaN where a task had none, and on the diagonal.
  package var cosines: Matrix<Double>
  /// What a target's (row) loss loses, as a share, by a step along a partner's (column) gradient, over the step's length.
  package var lookahead: Matrix<Double>

  package init(cosines: Matrix<Double>, lookahead: Matrix<Double>) {
    self.cosines = cosines
    self.lookahead = lookahead
  }
}
