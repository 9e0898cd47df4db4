import CKernels
import LinearAlgebra
import Panels
import Relations

/// The distances of all pairs of tasks by the project, against what a product of matrices and a vectorised square root
/// take for the same blocks of the same rows.
struct DistancePart {
  let project: Stopwatch
  let ceiling: Stopwatch
  /// Multiplications and additions of one triangle of all inner products.
  let flops: Double

  private static let blockRows = 512

  /// At most 1,000 rows a task.
  init(_ panel: Panel, threads: Int) {
    let rows = Set(panel.tasks.flatMap { $0.rows.prefix(1000) }).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
    let tasks = panel.tasks.map { $0.rows.prefix(1000).compactMap { place[$0] } }
    let dense = panel.features.denseRows(rows)
    let features: Features =
      if case .sparse = panel.features { .sparse(SyntheticPanels.sparse(dense)) } else { .dense(dense) }
    project = Stopwatch.measure {
      _ = MeanDistances(features, tasks: tasks, metric: .euclidean, threads: threads)
    }
    ceiling = Self.ceiling(dense, threads: threads)
    flops = Double(rows.count) * Double(rows.count) * Double(dense.columns)
  }

  /// One triangle of blocks of inner products and the square roots of their elements, nothing else: each thread's block
  /// of results was there before.
  private static func ceiling(_ rows: Matrix<Float>, threads: Int) -> Stopwatch {
    let blocks = stride(from: 0, to: rows.rows, by: blockRows).map { $0..<min($0 + blockRows, rows.rows) }
    var elements = rows.elements
    let size = blockRows * blockRows
    return elements.withUnsafeMutableBufferPointer { buffer in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: threads * size) { scratch in
        scratch.initialize(repeating: 0)
        nonisolated(unsafe) let (elements, products) = (buffer, scratch)
        return Stopwatch.measure {
          parallelFor(threads, threads: threads) { thread in
            let block = products.baseAddress! + thread * size
            for first in stride(from: thread, to: blocks.count, by: threads) {
              for second in blocks[first...] {
                let (x, y) = (blocks[first], second)
                multiplyRows(
                  elements.baseAddress! + x.lowerBound * rows.columns, rows: x.count,
                  elements.baseAddress! + y.lowerBound * rows.columns, otherRows: y.count, length: rows.columns,
                  stride: rows.columns, into: block)
                kindred_centred_roots(block, x.count * y.count / Int(KINDRED_LANES), 0, block)
              }
            }
          }
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
