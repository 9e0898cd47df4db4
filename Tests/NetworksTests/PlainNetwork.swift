import Foundation
import LinearAlgebra
import Networks
import Panels

/// The plain twin of `Dropout`: one neuron at a time.
struct PlainDropout {
  let rate: Double
  let epoch: Int
  let stream: RandomStream
  var scale: Double { 1 / (1 - rate) }

  /// What the neuron's output is multiplied by: 0 where it is dropped.
  func factor(row: Int, layer: Int, neuron: Int) -> Double {
    var draws = stream.split("dropout", epoch, layer)
    let salt = draws.next()
    var x = UInt32(row) &* 0x9E37_79B1 ^ UInt32(truncatingIfNeeded: salt)
    x ^= x >> 16
    x = x &* 0x85EB_CA6B
    x ^= x >> 13
    x ^= UInt32(neuron) &* 0x9E37_79B1
    x ^= x >> 16
    x = x &* 0x85EB_CA6B &+ UInt32(salt >> 32)
    x ^= x >> 13
    x = x &* 0xC2B2_AE35
    x ^= x >> 16
    return Double(x) < (rate * 4_294_967_296).rounded(.down) ? 0 : scale
  }
}

/// The plain twin of encoder and heads: loops over numbers in double precision, one row at a time.
struct PlainNetwork {
  struct Entry {
    var row: Int
    var head: Int
    var target: Double
    var weight: Double
    var offset = 0.0
  }

  let widths: [Int]
  let losses: [LossKind]
  let objective: Objective
  let taskWeights: [Double]
  /// Layer after layer weights (inputs, outputs) then biases; then each head's weights and bias.
  var flat: [Double]

  init(request: FitRequest) {
    widths = [request.inputs.features.columns] + request.settings.encoder.widths
    losses = request.heads.map(\.loss)
    objective = request.settings.objective
    taskWeights = request.heads.map(\.weight)
    flat = []
    for layer in request.settings.encoder.widths.indices {
      var stream = request.initialisation.split("layer", layer)
      let limit = (6 / Double(widths[layer] + widths[layer + 1])).squareRoot()
      for _ in 0..<widths[layer] * widths[layer + 1] { flat.append((2 * stream.uniform() - 1) * limit) }
      flat += [Double](repeating: 0, count: widths[layer + 1])
    }
    for head in request.heads {
      var stream = head.initialisation.split("head")
      let limit = (6 / Double(widths.last! + 1)).squareRoot()
      let weights = (0..<widths.last!).map { _ in (2 * stream.uniform() - 1) * limit }
      guard request.settings.headStart == .baseRate else {
        flat += weights + [0]
        continue
      }
      flat += weights.map { _ in 0 } + [head.train.offsets == nil ? Self.null(head) : 0]
    }
  }

  /// What predicts best without inputs.
  private static func null(_ head: HeadData) -> Double {
    let (sum, count) = (head.train.targets.reduce(0) { $0 + Double($1) }, Double(head.train.targets.count))
    if count == 0 { return 0 }
    return head.loss == .squaredError ? sum / count : log((sum + 0.5) / (count - sum + 0.5))
  }

  /// Where a layer's weights and biases begin.
  func layerStart(_ layer: Int) -> Int {
    (0..<layer).reduce(0) { $0 + (widths[$1] + 1) * widths[$1 + 1] }
  }

  var trunkCount: Int { layerStart(widths.count - 1) }
  func isBias(_ place: Int) -> Bool {
    if place >= trunkCount { return (place - trunkCount) % (widths.last! + 1) == widths.last! }
    let layer = (0..<widths.count - 1).last { layerStart($0) <= place }!
    return place >= layerStart(layer) + widths[layer] * widths[layer + 1]
  }

  func headStart(_ head: Int) -> Int { trunkCount + head * (widths.last! + 1) }

  /// The inputs and every layer's outputs.
  func activations(_ x: [Float], row: Int = 0, dropout: PlainDropout? = nil) -> [[Double]] {
    var result = [x.map(Double.init)]
    for layer in 0..<widths.count - 1 {
      let start = layerStart(layer)
      let below = result[layer]
      result.append(
        (0..<widths[layer + 1]).map { output in
          var sum = flat[start + widths[layer] * widths[layer + 1] + output]
          for input in below.indices { sum += below[input] * flat[start + input * widths[layer + 1] + output] }
          return max(sum, 0) * (dropout?.factor(row: row, layer: layer, neuron: output) ?? 1)
        })
    }
    return result
  }

  func output(_ z: [Double], head: Int) -> Double {
    let start = headStart(head)
    return zip(z, flat[start...]).reduce(flat[start + z.count]) { $0 + $1.0 * $1.1 }
  }

  static func loss(_ kind: LossKind, _ z: Double, _ y: Double) -> Double {
    kind == .squaredError ? (z - y) * (z - y) : max(z, 0) - z * y + log1pExp(-abs(z))
  }

  static func derivative(_ kind: LossKind, _ z: Double, _ y: Double) -> Double {
    kind == .squaredError ? 2 * (z - y) : 1 / (1 + expOf(-z)) - y
  }

  /// Each head's mean weighted loss over its entries.
  func losses(_ entries: [Entry], rows: Matrix<Float>, dropout: PlainDropout? = nil) -> [Double] {
    var sums = [Double](repeating: 0, count: losses.count)
    var counts = sums
    for entry in entries {
      let acts = activations(rows.row(entry.row), row: entry.row, dropout: dropout)
      let z = output(acts.last!, head: entry.head) + entry.offset
      sums[entry.head] += entry.weight * Self.loss(losses[entry.head], z, entry.target)
      counts[entry.head] += 1
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
  }

  /// The sum over heads of their mean losses, or the mean over all entries.
  func value(_ entries: [Entry], rows: Matrix<Float>, dropout: PlainDropout? = nil) -> Double {
    let losses = losses(entries, rows: rows, dropout: dropout)
    return losses.indices.reduce(0) { sum, head in
      let share = Double(entries.count { $0.head == head }) / Double(max(entries.count, 1))
      return sum + taskWeights[head] * losses[head] * (objective == .tasks ? 1 : share)
    }
  }

  /// The gradient of `value`, or of one head's part.
  func gradient(
    _ entries: [Entry], rows: Matrix<Float>, only chosen: Int? = nil, dropout: PlainDropout? = nil
  ) -> [Double] {
    var gradient = [Double](repeating: 0, count: flat.count)
    for entry in entries where chosen == nil || entry.head == chosen {
      let acts = activations(rows.row(entry.row), row: entry.row, dropout: dropout)
      let z = output(acts.last!, head: entry.head) + entry.offset
      let count = Double(objective == .tasks ? entries.count { $0.head == entry.head } : entries.count)
      let slope = Self.derivative(losses[entry.head], z, entry.target)
      let d = taskWeights[entry.head] * entry.weight * slope / count
      addGradient(d, entry.head, acts, keptScale: dropout?.scale ?? 1, to: &gradient)
    }
    return gradient
  }

  private func addGradient(
    _ d: Double, _ head: Int, _ acts: [[Double]], keptScale: Double, to gradient: inout [Double]
  ) {
    let start = headStart(head)
    let top = acts.last!
    for i in top.indices { gradient[start + i] += d * top[i] }
    gradient[start + top.count] += d
    var delta = top.indices.map { top[$0] > 0 ? d * flat[start + $0] * keptScale : 0 }
    for layer in (0..<widths.count - 1).reversed() {
      let start = layerStart(layer)
      let outputs = widths[layer + 1]
      var below = [Double](repeating: 0, count: widths[layer])
      for input in below.indices {
        for output in 0..<outputs {
          gradient[start + input * outputs + output] += acts[layer][input] * delta[output]
          below[input] += flat[start + input * outputs + output] * delta[output]
        }
        below[input] *= layer == 0 ? 1 : acts[layer][input] > 0 ? keptScale : 0
      }
      for output in 0..<outputs { gradient[start + widths[layer] * outputs + output] += delta[output] }
      delta = below
    }
  }
}
