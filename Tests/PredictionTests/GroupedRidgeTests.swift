import LinearAlgebra
import Prediction
import Testing

struct GroupedRidgeTests {
  init() { useSingleThreadedBLAS() }

  /// The two spaces give one solution: weights, left-out predictions, residuals, variances.
  @Test(arguments: [(labels: 12, columns: 30), (labels: 40, columns: 9)])
  func spacesAgree(labels: Int, columns: Int) {
    var stream = RandomStream(seed: 7)
    func normals(_ rows: Int, _ columns: Int) -> Matrix<Double> {
      Matrix(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in stream.normal() })
    }
    let design = normals(labels, columns)
    let gains = (0..<labels).map { _ in stream.normal() }
    let noise = GroupedNoise(
      group: (0..<labels).map { $0 / 4 }, own: (0..<labels).map { _ in 0.2 + stream.uniform() },
      shared: { Double($0) * 0.1 })
    let solutions = [true, false].map {
      GroupedRidge(design: design, labels: gains, noise: noise, isDual: $0).solution(lambda: 0.7)
    }
    func agree(_ value: (RidgeSolution) -> [Double]) {
      for (a, b) in zip(value(solutions[0]), value(solutions[1])) { #expect(abs(a - b) < 1e-9) }
    }
    let sets = [[0, 1], [5], Array(7..<11)]
    agree(\.weights)
    agree(\.dualWeights)
    agree { $0.leftOut(sets) }
    agree { $0.studentizedResiduals(sets, errors: [Double](repeating: 0.3, count: labels)) }
    agree { $0.weightCovariance.elements }
    let rows = normals(5, columns)
    agree { $0.remainingVariance(at: rows) }
  }
}
