import Foundation
import LinearAlgebra
import Networks

/// The plain twin of a trunk with heads: Double, one row at a time, every gradient stored.
struct StoredGradients {
  var layers: [(inputs: Int, outputs: Int, weights: [Double], biases: [Double])] = []
  var heads: [(weights: [Double], bias: Double)] = []

  /// Copies a training's parameters.
  init(_ training: GradientTraining) {
    let parameters = training.trunkParameters
    for layer in training.layers {
      var weights: [Double] = []
      for i in 0..<layer.inputs {
        for o in 0..<layer.outputs {
          weights.append(Double(parameters[layer.weights.lowerBound + i * layer.stride + o]))
        }
      }
      let biases = (0..<layer.outputs).map { Double(parameters[layer.biases.lowerBound + $0]) }
      layers.append((layer.inputs, layer.outputs, weights, biases))
    }
    let last = training.layers[training.layers.count - 1]
    for head in 0..<training.taskCount {
      let weights = (0..<last.outputs).map { Double(training.headParameters[head * last.stride + $0]) }
      heads.append((weights, Double(training.headParameters[training.taskCount * last.stride + head])))
    }
  }

  func activations(_ x: [Double]) -> [[Double]] {
    var result = [x]
    for layer in layers {
      let input = result[result.count - 1]
      result.append(
        (0..<layer.outputs).map { o in
          max(0, (0..<layer.inputs).reduce(layer.biases[o]) { $0 + input[$1] * layer.weights[$1 * layer.outputs + o] })
        })
    }
    return result
  }

  func output(_ head: Int, _ z: [Double]) -> Double {
    zip(heads[head].weights, z).reduce(heads[head].bias) { $0 + $1.0 * $1.1 }
  }

  static func loss(_ kind: LossKind, _ z: Double, _ y: Double) -> Double {
    kind == .squaredError ? (z - y) * (z - y) : max(z, 0) - z * y + log(1 + exp(-abs(z)))
  }

  static func slope(_ kind: LossKind, _ z: Double, _ y: Double) -> Double {
    kind == .squaredError ? 2 * (z - y) : 1 / (1 + exp(-z)) - y
  }

  func meanLoss(_ head: Int, _ kind: LossKind, _ x: Matrix<Float>, _ rows: HeadRows) -> Double {
    var sum = 0.0
    for (k, row) in rows.rows.enumerated() {
      let z = activations(x.row(row).map(Double.init))[layers.count]
      sum += Self.loss(kind, output(head, z), Double(rows.targets[k]))
    }
    return sum / Double(rows.rows.count)
  }

  /// The gradient of a head's mean loss, a list a layer: weights (inputs, outputs), then biases.
  func gradient(_ head: Int, _ kind: LossKind, _ x: Matrix<Float>, _ rows: HeadRows) -> [[Double]] {
    var result = layers.map { [Double](repeating: 0, count: ($0.inputs + 1) * $0.outputs) }
    for (k, row) in rows.rows.enumerated() {
      let values = activations(x.row(row).map(Double.init))
      let slope = Self.slope(kind, output(head, values[layers.count]), Double(rows.targets[k]))
      var delta = heads[head].weights.map { $0 * slope / Double(rows.rows.count) }
      for l in layers.indices.reversed() {
        let layer = layers[l]
        for o in 0..<layer.outputs where values[l + 1][o] <= 0 { delta[o] = 0 }
        for i in 0..<layer.inputs {
          for o in 0..<layer.outputs { result[l][i * layer.outputs + o] += values[l][i] * delta[o] }
        }
        for o in 0..<layer.outputs { result[l][layer.inputs * layer.outputs + o] += delta[o] }
        delta = (0..<layer.inputs).map { i in
          (0..<layer.outputs).reduce(0) { $0 + layer.weights[i * layer.outputs + $1] * delta[$1] }
        }
      }
    }
    return result
  }
}
