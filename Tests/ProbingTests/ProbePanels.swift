import Labels
import LinearAlgebra
import Panels

/// Panels whose tasks are linear in latent directions, some of them the same.
enum ProbePanels {
  /// Regressions y_k = w_k . x + noise on shared rows; task k has the direction of task k - 1 rotated by `angle`.
  static func rotated(tasks: Int, angle: Double, rows: Int = 300, features: Int = 8, seed: UInt64) -> Panel {
    var stream = RandomStream(seed: seed)
    let x = (0..<rows * features).map { _ in Float(stream.normal()) }
    let made = (0..<tasks).map { task in
      let (first, second) = (cosine(angle * Double(task)), cosine(angle * Double(task) - .pi / 2))
      let targets = (0..<rows).map { row in
        first * Double(x[row * features]) + second * Double(x[row * features + 1]) + 0.1 * stream.normal()
      }
      return LearningTask(name: "t\(task)", kind: .regression, rows: Array(0..<rows), targets: targets)
    }
    return panel(made, rows: rows, features: .dense(Matrix(rows: rows, columns: features, elements: x)))
  }

  static func panel(_ tasks: [LearningTask], rows: Int, features: Features) -> Panel {
    Panel(
      features: features, featureNames: (0..<features.columns).map { "f\($0)" }, tasks: tasks, layout: .wide,
      entities: Array(0..<rows), entityCount: rows, overlapIsKnown: true, hash: "probe")
  }

  /// By its series, as the tests' platform-independent cosine.
  private static func cosine(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for k in 1..<20 {
      term *= -x * x / Double((2 * k - 1) * (2 * k))
      sum += term
    }
    return sum
  }
}
