import CKernels
import LinearAlgebra
import Panels
import Relations

/// The distances of all pairs of tasks by the project, against what a product of matrices and a vectorised square root
/// take for the same blocks of the same (sampled) rows.
struct DistancePart {
  let project: Stopwatch
  let ceiling: Stopwatch
  /// Multiplications and additions of one triangle of all inner products.
  let flops: Double

  private static let blockRows = 512

  init(_ panel: Panel, threads: Int) {
    let rows = Set(panel.tasks.flatMap { $0.rows.prefix(1000) }).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
    let tasks = panel.tasks.map { $0.rows.prefix(1000).compactMap { place[$0] } }
    let dense = panel.features.denseRows(rows)
    let features: Features =
      if case .sparse = panel.features { .sparse(SyntheticPanels.sparse(dense)) } else {
        .dense(dense)
      }
    project = Stopwatch.measure {
      _ = MeanDistances(features, tasks: tasks, metric: .euclidean, threads: threads)
    }
    ceiling = Stopwatch.measure { Self.multiply(dense, threads: threads) }
    flops = Double(rows.count) * Double(rows.count) * Double(dense.columns)
  }

  /// One triangle of blocks of inner products and the square roots of their elements.
  private static func multiply(_ rows: Matrix<Float>, threads: Int) {
    let starts = Array(stride(from: 0, to: rows.rows, by: blockRows))
    let blocks = starts.map { rows.selectingRows(Array($0..<min($0 + blockRows, rows.rows))) }
    parallelFor(starts.count, threads: threads) { first in
      for second in first..<starts.count {
        var products = blocks[first].multiplied(byTransposeOf: blocks[second])
        let lanes = products.elements.count / Int(KINDRED_LANES)
        products.elements.withUnsafeMutableBufferPointer { buffer in
          kindred_centred_roots(buffer.baseAddress, lanes, 0, buffer.baseAddress)
        }
      }
    }
  }
}

/// What `sgemm` reaches on all threads.
enum MatrixPeak {
  static func flops(threads: Int) -> Double {
    let size = 1024
    let matrix = Matrix<Float>(rows: size, columns: size, filledWith: 0.5)
    let rounds = 8
    let run = Stopwatch.measure {
      parallelFor(threads * rounds, threads: threads) { _ in _ = matrix.multiplied(by: matrix) }
    }
    return 2 * Double(size * size * size * rounds * threads) / (run.processor / Double(threads))
  }
}
