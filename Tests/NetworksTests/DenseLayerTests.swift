import LinearAlgebra
import Networks
import Testing

@Suite struct DenseLayerTests {
  private func random(_ count: Int, _ seed: UInt64) -> FloatBuffer {
    var draws = RandomStream(seed: seed)
    let buffer = FloatBuffer(count: count)
    for k in 0..<count { buffer[k] = Float(draws.normal()) }
    return buffer
  }

  /// A layer behind another in the flat parameters, forward and back, beside loops in double precision.
  @Test(arguments: [(3, 5, 4), (20, 33, 70), (16, 16, 64), (1, 1, 1)])
  func matchesItsDefinition(inputs: Int, outputs: Int, lanes: Int) {
    let place = ParameterLayer.stack("layer", inputs: 2, widths: [inputs, outputs])[1]
    let (layer, xStride) = (DenseLayer(place), ParameterLayer.stack("x", inputs: 1, widths: [inputs])[0].stride)
    let parameters = random(place.range.upperBound, 1)
    for row in 0...inputs {
      for k in outputs..<place.stride { parameters[place.range.lowerBound + row * place.stride + k] = 0 }
    }
    let x = random(lanes * xStride, 2)
    for lane in 0..<lanes { for k in inputs..<xStride { x[lane * xStride + k] = 0 } }
    let weight = { (i: Int, j: Int) in Double(parameters[place.weights.lowerBound + i * place.stride + j]) }
    let y = FloatBuffer(count: lanes * place.stride)
    let (xs, ys) = (Lanes(x, stride: xStride, count: lanes), Lanes(y, stride: place.stride, count: lanes))
    layer.forward(xs, parameters: parameters, into: ys)
    let delta = random(lanes * place.stride, 3)
    let (gated, below) = (FloatBuffer(count: delta.count), FloatBuffer(count: x.count))
    let gatedLanes = Lanes(gated, stride: place.stride, count: lanes)
    layer.gate(Lanes(delta, stride: place.stride, count: lanes), by: ys, into: gatedLanes)
    let gradient = FloatBuffer(count: parameters.count)
    layer.gradient(xs, delta: gatedLanes, into: gradient, accumulate: false)
    let transposed = FloatBuffer(count: layer.transposedCount)
    layer.transpose(parameters, into: transposed)
    layer.inputDelta(gatedLanes, transposed: transposed, gatedBy: xs, into: Lanes(below, stride: xStride, count: lanes))
    for lane in 0..<lanes {
      for j in 0..<outputs {
        let bias = Double(parameters[place.biases.lowerBound + j])
        let sum = (0..<inputs).reduce(bias) { $0 + Double(x[lane * xStride + $1]) * weight($1, j) }
        let found = y[lane * place.stride + j]
        #expect(abs(Double(found) - max(sum, 0)) < 1e-4, "lane \(lane), output \(j)")
        #expect(gated[lane * place.stride + j] == (found > 0 ? delta[lane * place.stride + j] : 0))
      }
      for i in 0..<inputs {
        let sum = (0..<outputs).reduce(0) { $0 + Double(gated[lane * place.stride + $1]) * weight(i, $1) }
        let found = Double(below[lane * xStride + i])
        #expect(abs(found - (x[lane * xStride + i] > 0 ? sum : 0)) < 1e-4, "lane \(lane), input \(i)")
      }
    }
    for i in 0...inputs {
      for j in 0..<outputs {
        let sum = (0..<lanes).reduce(0) { sum, lane in
          sum + (i < inputs ? Double(x[lane * xStride + i]) : 1) * Double(gated[lane * place.stride + j])
        }
        let found = Double(gradient[place.range.lowerBound + i * place.stride + j])
        #expect(abs(found - sum) < 1e-4 * (1 + abs(sum)), "input \(i), output \(j)")
      }
    }
  }

  @Test func lanesReadNumberedRows() {
    let place = ParameterLayer(name: "only", inputs: 4, outputs: 6, start: 0)
    let (layer, parameters, x) = (DenseLayer(place), random(place.range.upperBound, 1), random(9 * 16, 2))
    let rows = AlignedBuffer<Int32>(count: 3)
    for (lane, row) in [8, 0, 8].enumerated() { rows[lane] = Int32(row) }
    let (all, some) = (FloatBuffer(count: 9 * 16), FloatBuffer(count: 3 * 16))
    layer.forward(Lanes(x, stride: 16, count: 9), parameters: parameters, into: Lanes(all, stride: 16, count: 9))
    layer.forward(
      Lanes(x, stride: 16, rows: rows, count: 3), parameters: parameters, into: Lanes(some, stride: 16, count: 3))
    for k in 0..<16 {
      #expect(some[k] == all[8 * 16 + k] && some[16 + k] == all[k] && some[32 + k] == all[8 * 16 + k])
    }
  }
}
