import Foundation
import LinearAlgebra
import Statistics
import Testing

@Suite struct ShapeTests {
  @Test func effectiveRankOfKnownMatrices() throws {
    func diagonal(_ values: [Double]) -> Matrix<Double> {
      var matrix = Matrix<Double>(rows: values.count, columns: values.count + 2)
      for (k, value) in values.enumerated() { matrix[k, k] = value }
      return matrix
    }
    #expect(abs(try #require(effectiveRank(diagonal([1, 1, 1, 1]))) - 4) < 1e-9)
    #expect(abs(try #require(effectiveRank(diagonal([3, 0, 0]))) - 1) < 1e-9)
    let shares = [0.5, 0.3, 0.2]
    let entropy = shares.reduce(0) { $0 - $1 * log($1) }
    #expect(abs(try #require(effectiveRank(diagonal([5, 3, 2]))) - exp(entropy)) < 1e-9)
    #expect(abs(try #require(effectiveRank(diagonal([5, 3, 2]).transposed)) - exp(entropy)) < 1e-9)
    #expect(effectiveRank(Matrix(rows: 3, columns: 2)) == nil)
    #expect(effectiveRank(Matrix(rows: 0, columns: 2)) == nil)
  }

  @Test func sigmoidIsFoundAgain() throws {
    let x = (1...10).map { Double($0) / 10 }
    for (inflection, slope, height) in [(0.3, 20.0, 0.8), (0.55, 12, -0.5), (0.7, 30, 0.3)] {
      let y = x.map { 0.1 + height / (1 + exp(-slope * ($0 - inflection))) }
      let fit = try #require(SigmoidFit(x: x, y: y))
      #expect(abs(fit.inflection - inflection) < 0.02, "\(inflection)")
      #expect(abs(fit.slope - slope) < 0.15 * slope, "\(slope)")
      #expect(abs(fit.height - height) < 0.05, "\(height)")
      #expect(fit.rSquared > 0.999)
      for (a, b) in zip(x, y) { #expect(abs(fit.value(at: a) - b) < 0.01) }
    }
    #expect(SigmoidFit(x: x, y: x.map { _ in 1 }) == nil)
    #expect(SigmoidFit(x: [1, 2, 3], y: [1, 2, 3]) == nil)
  }
}
