import CKernels
import Foundation
import LinearAlgebra
import Networks
import Testing

/// Each kernel beside its plain definition in double precision, at sizes that leave remainders of every kind.
@Suite struct KernelTests {
  static let shapes = [
    (1, 1, 16), (2, 3, 16), (7, 9, 32), (15, 20, 48), (64, 64, 32), (37, 130, 64), (66, 27, 80), (53, 32, 112),
    (31, 16, 128), (12, 11, 64),
  ]

  /// c (rows, columns) = a (rows, depth) b (depth, columns) by the definition.
  private func product(
    _ a: (Int, Int) -> Float, _ b: (Int, Int) -> Float, rows: Int, depth: Int, columns: Int
  ) -> [Double] {
    (0..<rows * columns).map { at in
      (0..<depth).reduce(0) { $0 + Double(a(at / columns, $1)) * Double(b($1, at % columns)) }
    }
  }

  /// Strides with a tile of their own (16, 32, 64) and others; rows in order and by number.
  private func layouts(_ inputs: Int, lanes: Int) -> [(stride: Int, rows: [Int32]?)] {
    let padded = (inputs + 15) / 16 * 16
    let numbers = (0..<lanes).map { Int32(($0 * 7 + 3) % (lanes + 5)) }
    return [inputs + 5, padded].flatMap { [($0, nil), ($0, numbers)] }
  }

  @Test(arguments: shapes) func denseForward(lanes: Int, inputs: Int, neurons: Int) {
    for (stride, rows) in layouts(inputs, lanes: lanes) {
      let (x, w, bias) = (random((lanes + 5) * stride, 1), random(inputs * neurons, 2), random(neurons, 3))
      var z = [Float](repeating: .nan, count: lanes * neurons)
      kindred_dense_forward(x, stride, rows, w, bias, &z, lanes, inputs, neurons)
      let row = { (lane: Int) in rows.map { Int($0[lane]) } ?? lane }
      let sums = product(
        { x[row($0) * stride + $1] }, { w[$0 * neurons + $1] }, rows: lanes, depth: inputs, columns: neurons)
      expectClose(z, sums.enumerated().map { max(0, $1 + Double(bias[$0 % neurons])) }, 2e-5, "\(lanes) \(inputs)")
    }
  }

  @Test(arguments: shapes) func denseGradient(lanes: Int, inputs: Int, neurons: Int) {
    let delta = random(lanes * neurons, 2)
    let before = (random(inputs * neurons, 3), random(neurons, 4))
    let columns = product({ _, _ in 1 }, { delta[$0 * neurons + $1] }, rows: 1, depth: lanes, columns: neurons)
    for (stride, rows) in layouts(inputs, lanes: lanes) {
      let x = random((lanes + 5) * stride, 1)
      let row = { (lane: Int) in rows.map { Int($0[lane]) } ?? lane }
      let sums = product(
        { x[row($1) * stride + $0] }, { delta[$0 * neurons + $1] }, rows: inputs, depth: lanes, columns: neurons)
      for accumulate in [0.0, 1.0] {
        var (w, bias) = before
        kindred_dense_gradient(x, stride, rows, delta, &w, &bias, lanes, inputs, neurons, CInt(accumulate))
        expectClose(w, zip(sums, before.0).map { $0 + accumulate * Double($1) }, 2e-5, "weights \(accumulate)")
        expectClose(bias, zip(columns, before.1).map { $0 + accumulate * Double($1) }, 2e-5, "biases")
      }
    }
  }

  @Test(arguments: shapes) func denseDeltaThroughTransposedWeights(lanes: Int, neurons: Int, below: Int) {
    let stride = (neurons + 15) / 16 * 16
    let (delta, z) = (random(lanes * stride, 1), random(lanes * below, 2))
    let w = random(below * stride, 3)
    var transposed = [Float](repeating: .nan, count: stride * below)
    kindred_transpose(w, stride, &transposed, below, below, neurons)
    for i in 0..<below { for j in 0..<neurons { #expect(transposed[j * below + i] == w[i * stride + j]) } }
    var result = [Float](repeating: .nan, count: lanes * below)
    kindred_dense_delta(delta, stride, transposed, z, &result, lanes, neurons, below)
    let sums = product(
      { delta[$0 * stride + $1] }, { w[$1 * stride + $0] }, rows: lanes, depth: neurons, columns: below)
    expectClose(result, zip(sums, z).map { $1 > 0 ? $0 : 0 }, 2e-5, "\(lanes) \(neurons) \(below)")
    var inPlace = z
    inPlace.withUnsafeMutableBufferPointer {
      kindred_dense_delta(delta, stride, transposed, $0.baseAddress, $0.baseAddress, lanes, neurons, below)
    }
    #expect(inPlace == result)
  }

  @Test func transposePartialBlocks() {
    for (rows, columns) in [(1, 1), (5, 16), (16, 5), (33, 18), (20, 10)] {
      let (wide, tall) = ((columns + 15) / 16 * 16, (rows + 15) / 16 * 16)
      let source = random(rows * wide, 5)
      var target = [Float](repeating: .nan, count: wide * tall)
      kindred_transpose(source, wide, &target, tall, rows, columns)
      for i in 0..<rows { for j in 0..<columns { #expect(target[j * tall + i] == source[i * wide + j]) } }
    }
  }

  @Test(arguments: [16, 32, 48, 64, 112]) func sparseLayer(neurons: Int) {
    let (features, count, lanes) = (90, 70, 53)
    let dense = Matrix<Float>(
      rows: count, columns: features, elements: random(count * features, 8).map { $0 > 1 ? 1 : 0 })
    let matrix = sparseMatrix(dense)
    let starts = matrix.starts.map(Int64.init)
    let rows = (0..<lanes).map { Int32($0 * 31 % count) }
    let (w, bias, delta) = (random(features * neurons, 1), random(neurons, 2), random(lanes * neurons, 3))
    var z = [Float](repeating: .nan, count: lanes * neurons)
    kindred_sparse_forward(rows, starts, matrix.indices, w, bias, &z, lanes, neurons)
    let x = { (lane: Int, feature: Int) in dense[Int(rows[lane]), feature] }
    let sums = product(x, { w[$0 * neurons + $1] }, rows: lanes, depth: features, columns: neurons)
    expectClose(z, sums.enumerated().map { max(0, $1 + Double(bias[$0 % neurons])) }, 2e-5, "forward")

    let gradient = product(
      { x($1, $0) }, { delta[$0 * neurons + $1] }, rows: features, depth: lanes, columns: neurons)
    for accumulate in [0, 1] {
      var found = random(features * neurons, 4)
      let wanted = zip(gradient, found).map { $0 + Double(accumulate) * Double($1) }
      var masks = [UInt64](repeating: 0, count: features)
      kindred_sparse_masks(rows, starts, matrix.indices, &masks, lanes)
      kindred_sparse_gradient(&masks, delta, &found, features, neurons, CInt(accumulate))
      expectClose(found, wanted, 2e-5, "gradient")
      #expect(masks.allSatisfy { $0 == 0 })
    }
    expectFusedAdam(matrix, starts, rows, delta, gradient, neurons: neurons)
  }

  /// The fused step on the features in `active` equals gradient and Adam one after the other; others stay.
  private func expectFusedAdam(
    _ matrix: SparseBinaryMatrix, _ starts: [Int64], _ rows: [Int32], _ delta: [Float], _ gradient: [Double],
    neurons: Int
  ) {
    let active = (0..<matrix.columns).filter { $0 % 5 != 0 }.map(Int32.init)
    let before = random(gradient.count, 6)
    var (w, m) = (before, random(gradient.count, 7))
    var v = random(gradient.count, 9).map { $0 * $0 }
    var (w2, m2, v2) = (w, m, v)
    var masks = [UInt64](repeating: 0, count: matrix.columns)
    kindred_sparse_masks(rows, starts, matrix.indices, &masks, rows.count)
    kindred_sparse_adam(&masks, delta, active, active.count, &w, &m, &v, neurons, 0.01)
    kindred_adam(&w2, &m2, &v2, gradient.map(Float.init), gradient.count, 0.01)
    for feature in 0..<matrix.columns {
      let range = feature * neurons..<(feature + 1) * neurons
      let wanted = feature % 5 != 0 ? w2[range] : before[range]
      expectClose(Array(w[range]), wanted.map(Double.init), 1e-5, "fused Adam, feature \(feature)")
    }
  }

  @Test(arguments: [1, 15, 16, 17, 64]) func heads(count: Int) {
    let neurons = 48
    let lanes = (0..<count).map { Int32($0 * 5 % 13) }
    let (z, w, d) = (random(13 * neurons, 1), random(neurons, 2), random(count, 3))
    var outputs = [Float](repeating: .nan, count: count)
    kindred_head_outputs(z, neurons, lanes, count, w, 0.5, &outputs)
    let row = { (k: Int, j: Int) in z[Int(lanes[k]) * neurons + j] }
    let sums = product(row, { j, _ in w[j] }, rows: count, depth: neurons, columns: 1)
    expectClose(outputs, sums.map { $0 + 0.5 }, 1e-5, "outputs")

    var (wGradient, delta) = (random(neurons, 4), random(13 * neurons, 5))
    var biasGradient: Float = 2
    let (w0, delta0) = (wGradient, delta)
    kindred_head_backward(z, neurons, lanes, count, w, d, &wGradient, &biasGradient, &delta, 0)
    let products = product({ _, k in d[k] }, row, rows: 1, depth: count, columns: neurons)
    expectClose(wGradient, zip(products, w0).map { $0 + Double($1) }, 1e-5, "weights")
    expectClose([biasGradient], [2 + d.reduce(0) { $0 + Double($1) }], 1e-5, "bias")
    var wanted = delta0.map(Double.init)
    for k in 0..<count { for j in 0..<neurons { wanted[Int(lanes[k]) * neurons + j] += Double(d[k]) * Double(w[j]) } }
    expectClose(delta, wanted, 1e-5, "delta")

    // One entry a lane: what stands in delta is overwritten.
    let (own, some) = ((0..<min(count, 13)).map { Int32($0 * 5 % 13) }, min(count, 13))
    delta = [Float](repeating: .nan, count: 13 * neurons)
    kindred_head_backward(z, neurons, own, some, w, d, &wGradient, &biasGradient, &delta, 1)
    for k in 0..<some {
      let lane = Int(own[k])
      let found = Array(delta[lane * neurons..<(lane + 1) * neurons])
      expectClose(found, w.map { Double($0) * Double(d[k]) }, 1e-5, "overwritten delta")
    }
  }
}
