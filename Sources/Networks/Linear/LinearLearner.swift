public import LinearAlgebra
public import Panels

/// Ridge or L2-penalised logistic regression of one task, its penalty chosen on validation rows.
///
/// The yardstick of a network on the same inputs, and the offset that a network's heads can start from. Penalties fall
/// from one that leaves little but the intercept by factors of `ratio`; each fit starts from the one before, and the path
/// ends when the validation loss has risen twice in a row. The null model (intercept alone) is the first candidate.
/// O(path * iterations * (rows * features, or ones)).
public struct LinearLearner: Sendable {
  /// Between one penalty and the next.
  public var ratio: Double
  /// Penalties at most.
  public var pathLength: Int
  /// The gradient, relative to the null model's, at which a fit ends.
  public var tolerance: Double

  /// A learner; traps unless penalties fall (`ratio` above 1) and the tolerance is positive.
  public init(ratio: Double = 10.squareRoot(), pathLength: Int = 14, tolerance: Double = 1e-3) {
    precondition(ratio > 1 && pathLength >= 0 && tolerance > 0, "a path of falling penalties")
    self.ratio = ratio
    self.pathLength = pathLength
    self.tolerance = tolerance
  }

  /// The model of one penalty: that of sum_i v_i l(z_i, y_i) + penalty / 2 |w|^2, l = (z - y)^2 / 2 or cross-entropy.
  ///
  /// Without training rows, or an infinite penalty, the null model: the mean, or the log odds with half a row of either
  /// class added.
  public func fit(_ inputs: PanelInputs, train: HeadRows, loss: LossKind, penalty: Double) -> LinearModel {
    let objective = PenalisedObjective(design: DesignMatrix(inputs, rows: train.rows), rows: train, loss: loss)
    return solve(objective, penalty: penalty, from: objective.null)
  }

  private func solve(_ objective: PenalisedObjective, penalty: Double, from start: LinearModel) -> LinearModel {
    guard penalty.isFinite, !objective.targets.isEmpty else { return objective.null }
    return NewtonSolver(objective: objective, penalty: penalty, tolerance: tolerance).solve(from: start)
  }

  /// The model with the lowest mean loss on the validation rows; the null model where there are none.
  public func fit(_ inputs: PanelInputs, train: HeadRows, validation: HeadRows, loss: LossKind) -> LinearFit {
    let objective = PenalisedObjective(design: DesignMatrix(inputs, rows: train.rows), rows: train, loss: loss)
    let judge = PenalisedObjective(design: DesignMatrix(inputs, rows: validation.rows), rows: validation, loss: loss)
    var model = objective.null
    var best = LinearFit(
      model: model, penalty: .infinity, validationLoss: judge.meanLoss(model.outputs(judge.design)))
    guard !train.rows.isEmpty, !validation.rows.isEmpty else { return best }
    var rises = 0
    var last = Double.infinity
    for penalty in penalties(of: objective) {
      model = solve(objective, penalty: penalty, from: model)
      let loss = judge.meanLoss(model.outputs(judge.design))
      if loss < best.validationLoss { best = LinearFit(model: model, penalty: penalty, validationLoss: loss) }
      rises = loss < last ? 0 : rises + 1
      if rises == 2 { break }
      last = loss
    }
    return best
  }

  /// From the trace of the null model's Hessian, which no eigenvalue exceeds, downwards.
  private func penalties(of objective: PenalisedObjective) -> [Double] {
    let curvature = objective.derivatives(objective.null.outputs(objective.design)).second
    let sums = objective.design.transposeMultiplied(by: curvature)
    let total = max(curvature.reduce(0, +), 1e-12)
    let trace = zip(objective.design.squares(weightedBy: curvature), sums).reduce(0) { $0 + $1.0 - $1.1 * $1.1 / total }
    guard trace > 0 else { return [] }
    var penalty = trace
    return (0..<pathLength).map { _ in
      penalty /= ratio
      return penalty
    }
  }

  /// Outputs on the training rows of models that did not see them: `folds` fits at one penalty, each without a part.
  ///
  /// Rows are dealt at random; a part's rows get the outputs of the model of the others. With fewer rows than folds, and
  /// for the null model, each row's output still comes from the others.
  public func crossFittedOutputs(
    _ inputs: PanelInputs, train: HeadRows, loss: LossKind, near fit: LinearFit, folds: Int, stream: RandomStream
  ) -> [Double] {
    var draws = stream
    let order = draws.permutation(train.rows.count)
    var outputs = [Double](repeating: 0, count: train.rows.count)
    for fold in 0..<min(folds, order.count) {
      let held = stride(from: fold, to: order.count, by: folds).map { order[$0] }
      let isHeld = Set(held)
      let objective = PenalisedObjective(
        rows: train, without: isHeld, inputs: inputs, loss: loss)
      let model = solve(objective, penalty: fit.penalty, from: fit.penalty.isFinite ? fit.model : objective.null)
      for (position, output) in zip(held, model.outputs(inputs, rows: held.map { train.rows[$0] })) {
        outputs[position] = output
      }
    }
    return outputs
  }
}

extension PenalisedObjective {
  /// On all but some positions of the rows.
  fileprivate init(rows: HeadRows, without held: Set<Int>, inputs: PanelInputs, loss: LossKind) {
    let kept = rows.rows.indices.filter { !held.contains($0) }
    let part = HeadRows(
      rows: kept.map { rows.rows[$0] }, targets: kept.map { rows.targets[$0] },
      weights: rows.weights.map { weights in kept.map { weights[$0] } },
      sides: rows.sides.map { sides in kept.map { sides[$0] } })
    self.init(design: DesignMatrix(inputs, rows: part.rows), rows: part, loss: loss)
  }
}

/// A linear model and how it was chosen.
public struct LinearFit: Equatable, Sendable {
  /// The model with the lowest loss on the validation rows.
  public let model: LinearModel
  /// Infinite for the null model.
  public let penalty: Double
  /// Mean loss on the validation rows, squared error or cross-entropy; 0 without any.
  public let validationLoss: Double
}
