import CKernels
import Foundation
import Networks
import Testing

/// The kernels of losses and of optimiser steps, each beside its plain definition in double precision.
@Suite struct StepKernelTests {
  @Test(arguments: [0, 1, 16, 37]) func losses(count: Int) {
    let z = random(count, 1).enumerated().map { $1 * Float([1, 0.001, 30, 100][$0 % 4]) }
    let y = random(count, 2).map { $0 > 0 ? Float(1) : 0 }
    let weights = random(count, 3).map(abs)
    for weighted in [false, true] {
      let weight = { (k: Int) in weighted ? Double(weights[k]) : 1 }
      let pointer = weighted ? weights : nil
      let found = (
        kindred_squared_error(z, y, pointer, count), kindred_cross_entropy(z, y, pointer, count)
      )
      let wanted = (0..<count).reduce((0.0, 0.0)) { sum, k in
        let (a, b) = (Double(z[k]), Double(y[k]))
        return (sum.0 + weight(k) * (a - b) * (a - b), sum.1 + weight(k) * PlainNetwork.loss(.crossEntropy, a, b))
      }
      #expect(abs(found.0 - wanted.0) <= 1e-6 * wanted.0 && abs(found.1 - wanted.1) <= 1e-6 * wanted.1)
      var (first, second) = ([Float](repeating: .nan, count: count), [Float](repeating: .nan, count: count))
      kindred_squared_error_derivatives(z, y, pointer, count, 0.25, &first)
      kindred_cross_entropy_derivatives(z, y, pointer, count, 0.25, &second)
      let slopes = (0..<count).map { k in
        (
          0.25 * weight(k) * 2 * Double(z[k] - y[k]),
          0.25 * weight(k) * PlainNetwork.derivative(.crossEntropy, Double(z[k]), Double(y[k]))
        )
      }
      expectClose(first, slopes.map(\.0), 1e-6, "squared error")
      expectClose(second, slopes.map(\.1), 1e-6, "cross-entropy")
    }
  }

  /// Small and large logits: the loss keeps its relative accuracy, and what is no number stays none.
  @Test func crossEntropyTails() {
    for z in [-100, -50, -20, -5, -1e-3, 0, 1e-6, 3, 15, 40, 88, 1000] as [Float] {
      let found = kindred_cross_entropy([z], [0], nil, 1)
      let wanted = PlainNetwork.loss(.crossEntropy, Double(z), 0)
      #expect(abs(found - wanted) <= 1e-6 * wanted + 1e-38, "\(z)")
    }
    #expect(!kindred_cross_entropy([.nan], [0], nil, 1).isFinite)
    #expect(!kindred_squared_error([.nan], [0], nil, 1).isFinite)
  }

  @Test func adam() {
    let count = 64
    var w = random(count, 1)
    var (m, v) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
    var (w2, m2, v2) = (w.map(Double.init), [Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for t in 1...50 {
      // Gradients over many magnitudes, some always 0.
      let g = random(count, UInt64(t)).enumerated().map { $1 * Float([1, 1e-4, 1e-9, 0, 1e4][$0 % 5]) }
      let step = 0.01 * (1 - pow(0.999, Double(t))).squareRoot() / (1 - pow(0.9, Double(t)))
      kindred_adam(&w, &m, &v, g, count, Float(step))
      for i in 0..<count {
        m2[i] = 0.9 * m2[i] + 0.1 * Double(g[i])
        v2[i] = 0.999 * v2[i] + 0.001 * Double(g[i]) * Double(g[i])
        w2[i] -= step * m2[i] / (v2[i].squareRoot() + 1e-7)
      }
    }
    expectClose(w, w2, 1e-5, "weights")
    expectClose(v, v2, 1e-5, "second moments")
  }

  @Test func gatherRowsAndGate() {
    let source = random(10 * 32, 1)
    let rows: [Int32] = [9, 0, 3, 3]
    var target = [Float](repeating: .nan, count: 4 * 32)
    kindred_gather_rows(source, 32, rows, 4, &target)
    #expect(target == rows.flatMap { source[Int($0) * 32..<(Int($0) + 1) * 32] })
    let gate = random(128, 2, zeros: 0.3)
    var gated = [Float](repeating: .nan, count: 128)
    kindred_relu_gate(target, gate, &gated, 128)
    #expect(gated == zip(target, gate).map { $1 > 0 ? $0 : 0 })
  }

  @Test func denormalsAreRestored() {
    let before = kindred_flush_denormals()
    kindred_restore_denormals(before)
    var tiny = Float.leastNormalMagnitude
    for _ in 0..<2 { tiny /= 2 }
    #expect(tiny > 0)
  }
}
