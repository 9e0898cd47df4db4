internal import LinearAlgebra
internal import Networks
internal import Panels

/// The checks: each says what it found wrong, or nil.
extension EncoderBattery {
  func parametersLieInLayers() -> String? {
    let encoder = ready()
    guard let last = encoder.layers.last else { return "there is no layer" }
    var start = 0
    for layer in encoder.layers {
      guard layer.range.lowerBound == start else { return "\(layer.name) does not begin at \(start)" }
      start = layer.range.upperBound
    }
    guard start == encoder.parameters.count else { return "layers end at \(start) of \(encoder.parameters.count)" }
    guard encoder.stride % 16 == 0, encoder.width <= encoder.stride, encoder.width > 0 else {
      return "width \(encoder.width), stride \(encoder.stride)"
    }
    guard encoder.width == settings.widths.last else { return "width \(encoder.width) after \(last.name)" }
    let gradient = gradient(encoder, batch)
    for layer in encoder.layers {
      for k in 0..<layer.range.count where k % layer.stride >= layer.outputs {
        let place = layer.range.lowerBound + k
        guard encoder.parameters[place] == 0, gradient[place] == 0 else { return "padding of \(layer.name) is not 0" }
      }
    }
    let padding = forward(encoder, batch).flatMap { $0[encoder.width...] }
    return padding.allSatisfy { $0 == 0 } ? nil : "padding of the representation is not 0"
  }

  func initialWeights() -> String? {
    let encoder = ready()
    func drawn(_ purpose: String) -> [Float] {
      encoder.initialise(from: stream.split(purpose))
      return numbers(encoder.parameters)
    }
    let first = drawn("a")
    guard drawn("b") != first else { return "two streams give the same weights" }
    return drawn("a") == first ? nil : "one stream gives different weights"
  }

  /// Along random directions in every layer, the change of sum delta z is the gradient's product with the direction.
  ///
  /// Two directions in twelve may miss: they cross an edge of a ReLU, where there is no slope. A row that lies on an edge makes
  /// all of them miss, so what misses is tried again with other biases.
  func finiteDifferences() -> String? {
    finiteDifferences(attempt: 0).flatMap { _ in finiteDifferences(attempt: 1) }
  }

  private func finiteDifferences(attempt: Int) -> String? {
    let encoder = ready(attempt: attempt)
    let (gradient, delta, before) = (gradient(encoder, batch), delta(encoder, batch), numbers(encoder.parameters))
    func value(_ direction: [Float], _ range: Range<Int>, _ factor: Float) -> Double {
      for k in range { encoder.parameters[k] = before[k] + factor * direction[k - range.lowerBound] }
      encoder.parametersChanged()
      let z = forward(encoder, batch).joined()
      return z.enumerated().reduce(0) { $0 + Double(delta[$1.offset]) * Double($1.element) }
    }
    for layer in encoder.layers {
      var misses: [String] = []
      for trial in 0..<12 {
        let direction = direction(in: layer, trial)
        let step: Float = 1e-4
        let slope = (value(direction, layer.range, step) - value(direction, layer.range, -step)) / Double(2 * step)
        _ = value(direction, layer.range, 0)
        let products = zip(gradient[layer.range], direction).map { Double($0 * $1) }
        let (wanted, size) = (products.reduce(0, +), products.reduce(0) { $0 + abs($1) })
        if !(abs(slope - wanted) <= 0.01 * size + 0.03) {
          misses.append("slope \(slope) in \(layer.name), gradient \(wanted) of at most \(size)")
        }
      }
      if misses.count > 2 { return misses[0] }
    }
    return nil
  }

  /// Normal numbers for some of a layer's parameters, 0 for the others.
  private func direction(in layer: ParameterLayer, _ trial: Int) -> [Float] {
    var draws = stream.split("direction", layer.range.lowerBound, trial)
    return (0..<layer.range.count).map { k in
      k % layer.stride < layer.outputs && draws.uniform() < 0.3 ? Float(draws.normal()) : 0
    }
  }

  func batchMates() -> String? {
    let encoder = ready()
    let together = forward(encoder, batch)
    for (lane, row) in batch.enumerated() {
      if let reason = differ(forward(encoder, [row])[0], together[lane], 1e-5) { return "row \(row) alone: \(reason)" }
    }
    let sum = batch.map { gradient(encoder, [$0]) }.reduce([Float](repeating: 0, count: encoder.parameters.count)) {
      zip($0, $1).map { $0 + $1 }
    }
    return differ(gradient(encoder, batch), sum, 1e-4)
  }

  func orderOfRows() -> String? {
    let encoder = ready()
    let (rows, reversed) = (batch, Array(batch.reversed()))
    if let reason = differ(
      Array(forward(encoder, reversed).reversed().joined()), Array(forward(encoder, rows).joined()), 1e-5)
    {
      return reason
    }
    if let reason = differ(gradient(encoder, reversed), gradient(encoder, rows), 1e-4) { return reason }
    // From here on row k is another row of the panel.
    let chosen = (0..<inputs.rowCount).reversed().map { $0 }
    let renumbered = forward(ready(rows: chosen), rows.map { inputs.rowCount - 1 - $0 })
    return differ(Array(renumbered.joined()), Array(forward(encoder, rows).joined()), 1e-5).map { "renumbered: \($0)" }
  }

  func repeatability() -> String? {
    let (first, second) = (ready(), ready())
    _ = gradient(first, Array(0..<inputs.rowCount))
    guard forward(first, batch) == forward(second, batch) else { return "a used encoder gives another representation" }
    return gradient(first, batch) == gradient(second, batch) ? nil : "a used encoder gives another gradient"
  }

  func accumulation() -> String? {
    let encoder = ready()
    let expected = gradient(encoder, batch)
    let (buffer, delta) = (FloatBuffer(count: encoder.parameters.count), delta(encoder, batch))
    for k in 0..<buffer.count { buffer[k] = 3 }
    encoder.backward(delta, into: buffer, accumulate: false)
    if let reason = differ(numbers(buffer), expected, 1e-5) { return "a second pass: \(reason)" }
    encoder.backward(delta, into: buffer, accumulate: true)
    return differ(numbers(buffer), expected.map { 2 * $0 }, 1e-5)
  }

  func fusedStep() -> String? {
    for accumulate in [false, true] {
      let (plain, fused) = (ready(), ready())
      let (first, second) = (Adam(), Adam())
      first.reset(count: plain.parameters.count, learningRate: 0.01)
      second.reset(count: plain.parameters.count, learningRate: 0.01)
      let (a, b) = (FloatBuffer(count: plain.parameters.count), FloatBuffer(count: plain.parameters.count))
      for _ in 0..<3 {
        a.clear()
        b.clear()
        _ = forward(plain, batch)
        plain.backward(delta(plain, batch), into: a, accumulate: accumulate)
        // Rounding decides the direction of Adam's first steps where the gradient is next to nothing.
        first.step(plain.parameters, gradient: a)
        plain.parametersChanged()
        _ = forward(fused, batch)
        fused.backwardOnce(delta(fused, batch), gradient: b, accumulate: accumulate, optimiser: second)
      }
      guard first.steps == second.steps else { return "\(second.steps) steps of the optimiser, not \(first.steps)" }
      let (found, wanted) = (forward(fused, batch), forward(plain, batch))
      if let reason = differ(Array(found.joined()), Array(wanted.joined()), 1e-3) { return reason }
    }
    return nil
  }

  func zeroLanes() -> String? {
    let encoder = ready()
    guard gradient(encoder, []).allSatisfy({ $0 == 0 }) else { return "the gradient of no rows is not 0" }
    let kept = FloatBuffer(count: encoder.parameters.count)
    for k in 0..<kept.count { kept[k] = 2 }
    encoder.backward(delta(encoder, []), into: kept, accumulate: true)
    guard numbers(kept).allSatisfy({ $0 == 2 }) else { return "no rows add to a gradient" }
    return differ(Array(forward(encoder, batch).joined()), Array(forward(ready(), batch).joined()), 0)
  }

  func reconfiguration() -> String? {
    let encoder = ready()
    _ = gradient(encoder, batch)
    var other = settings
    other.widths = settings.widths.map { $0 + 17 }
    encoder.configure(inputs: inputs, rows: [3, 1, 2], settings: other)
    guard numbers(encoder.parameters).allSatisfy({ $0 == 0 }) else { return "parameters are left over" }
    encoder.initialise(from: stream)
    _ = gradient(encoder, [0, 2])
    let fresh = ready()
    guard forward(ready(encoder), batch) == forward(fresh, batch) else { return "another representation than when new" }
    return gradient(encoder, batch) == gradient(fresh, batch) ? nil : "another gradient than when new"
  }
}
