public import Panels

/// A linear model of one task: z = w . x + b, a logit for cross-entropy.
public struct LinearModel: Equatable, Sendable {
  /// One a feature.
  public var weights: [Double]
  /// What a row of zeros is predicted: the bias b.
  public var intercept: Double

  /// A model of its parts.
  public init(weights: [Double], intercept: Double) {
    self.weights = weights
    self.intercept = intercept
  }

  /// The outputs on some rows of the inputs it was fitted to.
  public func outputs(_ inputs: PanelInputs, rows: [Int]) -> [Double] {
    outputs(DesignMatrix(inputs, rows: rows))
  }

  func outputs(_ design: DesignMatrix) -> [Double] { design.multiplied(by: weights).map { $0 + intercept } }
}
