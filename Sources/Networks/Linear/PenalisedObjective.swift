internal import RealModule

/// What a linear model is fitted to: sum_i v_i l(z_i, y_i) + penalty / 2 |w|^2, the intercept free.
///
/// l is (z - y)^2 / 2 or cross-entropy, so that `penalty` is the alpha of ridge regression and the 1 / C of logistic
/// regression in common libraries.
struct PenalisedObjective {
  let design: DesignMatrix
  let targets: [Double]
  let weights: [Double]
  /// As `HeadRows.sides`.
  let sides: [Int8]?
  let loss: LossKind

  init(design: DesignMatrix, rows: HeadRows, loss: LossKind) {
    self.design = design
    targets = rows.targets.map(Double.init)
    weights = rows.weights?.map(Double.init) ?? [Double](repeating: 1, count: targets.count)
    sides = rows.sides
    self.loss = loss
  }

  /// The best constant: the mean of the targets or its log odds, with half a row of either class added.
  var null: LinearModel {
    let total = weights.reduce(0, +)
    let sum = zip(weights, targets).reduce(0) { $0 + $1.0 * $1.1 }
    let zeros = [Double](repeating: 0, count: design.columns)
    guard total > 0 else { return LinearModel(weights: zeros, intercept: 0) }
    switch loss {
    case .squaredError: return LinearModel(weights: zeros, intercept: sum / total)
    case .crossEntropy: return LinearModel(weights: zeros, intercept: .log((sum + 0.5) / (total - sum + 0.5)))
    }
  }

  /// The mean weighted loss of outputs, as networks have it: (z - y)^2 or cross-entropy; 0 without rows.
  func meanLoss(_ outputs: [Double]) -> Double {
    guard !outputs.isEmpty else { return 0 }
    let factor = loss == .squaredError ? 2.0 : 1
    return factor * sum(outputs) / Double(outputs.count)
  }

  /// Whether an output keeps the bound that a target is.
  private func isKept(_ index: Int, _ output: Double) -> Bool {
    sides.map { HeadRows.isKept($0[index], output: output, target: targets[index]) } ?? false
  }

  private func sum(_ outputs: [Double]) -> Double {
    var sum = 0.0
    for (index, z) in outputs.enumerated() where !isKept(index, z) {
      let y = targets[index]
      switch loss {
      case .squaredError: sum += weights[index] * (z - y) * (z - y) / 2
      case .crossEntropy: sum += weights[index] * (max(z, 0) - z * y + .log(onePlus: .exp(-abs(z))))
      }
    }
    return sum
  }

  func value(_ model: LinearModel, outputs: [Double], penalty: Double) -> Double {
    sum(outputs) + penalty / 2 * model.weights.reduce(0) { $0 + $1 * $1 }
  }

  /// dl/dz and d2l/dz2 of every row, weighted.
  func derivatives(_ outputs: [Double]) -> (first: [Double], second: [Double]) {
    guard loss == .crossEntropy else {
      let counted = outputs.indices.map { isKept($0, outputs[$0]) ? 0 : weights[$0] }
      return (outputs.indices.map { counted[$0] * (outputs[$0] - targets[$0]) }, counted)
    }
    var (first, second) = (outputs, outputs)
    for (index, z) in outputs.enumerated() {
      let p = 1 / (1 + .exp(-z))
      first[index] = weights[index] * (p - targets[index])
      second[index] = weights[index] * p * (1 - p)
    }
    return (first, second)
  }
}
