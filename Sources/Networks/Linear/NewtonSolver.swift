/// Minimises a penalised objective by Newton's method, each step by conjugate gradients.
///
/// Needs products with the design and nothing else, so that sparse and wide designs cost O(ones) an iteration; a ridge
/// regression is one step. The diagonal preconditions. Source: Nocedal & Wright 2006, algorithms 5.3 and 7.1.
struct NewtonSolver {
  let objective: PenalisedObjective
  let penalty: Double
  /// The size of the gradient, relative to that at the null model, at which to stop.
  var tolerance = 1e-4
  var maxSteps = 30
  var maxIterations = 200

  /// - Parameter start: where to begin, such as the solution at a larger penalty.
  func solve(from start: LinearModel) -> LinearModel {
    var model = start
    var outputs = model.outputs(objective.design)
    var value = objective.value(model, outputs: outputs, penalty: penalty)
    let null = objective.null
    let scale = max(norm(gradient(null, objective.derivatives(null.outputs(objective.design)).first)), 1e-12)
    for _ in 0..<maxSteps {
      let (first, second) = objective.derivatives(outputs)
      let gradient = gradient(model, first)
      let size = norm(gradient)
      if size <= tolerance * scale { break }
      let direction = step(against: gradient, curvature: second, to: max(tolerance * scale / 2, 0.01 * size))
      var factor = 1.0
      var next = moved(model, along: direction, by: factor)
      var nextOutputs = next.outputs(objective.design)
      var nextValue = objective.value(next, outputs: nextOutputs, penalty: penalty)
      while !(nextValue <= value) && factor > 1e-6 {
        factor /= 2
        next = moved(model, along: direction, by: factor)
        nextOutputs = next.outputs(objective.design)
        nextValue = objective.value(next, outputs: nextOutputs, penalty: penalty)
      }
      guard nextValue < value else { break }
      (model, outputs, value) = (next, nextOutputs, nextValue)
    }
    return model
  }

  private func moved(_ model: LinearModel, along direction: [Double], by factor: Double) -> LinearModel {
    LinearModel(
      weights: zip(model.weights, direction).map { $0 + factor * $1 },
      intercept: model.intercept + factor * direction[direction.count - 1])
  }

  private func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// With respect to the weights and, last, the intercept.
  private func gradient(_ model: LinearModel, _ first: [Double]) -> [Double] {
    var result = objective.design.transposeMultiplied(by: first)
    for index in result.indices { result[index] += penalty * model.weights[index] }
    result.append(first.reduce(0, +))
    return result
  }

  /// Solves H d = -g until the residual is no longer than `target`.
  private func step(against gradient: [Double], curvature: [Double], to target: Double) -> [Double] {
    let scales = objective.design.squares(weightedBy: curvature).map { 1 / max($0 + penalty, 1e-12) }
    let preconditioner = scales + [1 / max(curvature.reduce(0, +), 1e-12)]
    var direction = [Double](repeating: 0, count: gradient.count)
    var residual = gradient.map { -$0 }
    var search = zip(residual, preconditioner).map { $0 * $1 }
    var product = zip(residual, search).reduce(0) { $0 + $1.0 * $1.1 }
    for _ in 0..<min(maxIterations, 2 * gradient.count + 10) {
      let image = hessian(search, curvature)
      let bend = zip(search, image).reduce(0) { $0 + $1.0 * $1.1 }
      guard bend > 0 else { break }
      let length = product / bend
      for index in direction.indices {
        direction[index] += length * search[index]
        residual[index] -= length * image[index]
      }
      if norm(residual) <= target { break }
      let preconditioned = zip(residual, preconditioner).map { $0 * $1 }
      let next = zip(residual, preconditioned).reduce(0) { $0 + $1.0 * $1.1 }
      let ratio = next / product
      for index in search.indices { search[index] = preconditioned[index] + ratio * search[index] }
      product = next
    }
    return direction
  }

  private func hessian(_ vector: [Double], _ curvature: [Double]) -> [Double] {
    let shift = vector[vector.count - 1]
    let weights = Array(vector.dropLast())
    var images = objective.design.multiplied(by: weights)
    for index in images.indices { images[index] = curvature[index] * (images[index] + shift) }
    var result = objective.design.transposeMultiplied(by: images)
    for index in result.indices { result[index] += penalty * weights[index] }
    result.append(images.reduce(0, +))
    return result
  }
}
