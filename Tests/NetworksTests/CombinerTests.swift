import Foundation
import KindredTestSupport
import LinearAlgebra
import Networks
import Testing

private func gram(_ gradients: [[Double]]) -> Matrix<Double> {
  let matrix = Matrix(rows: gradients.count, columns: gradients[0].count, elements: gradients.flatMap { $0 })
  return matrix.multiplied(byTransposeOf: matrix)
}

private func direction(
  _ combiner: any GradientCombiner, _ gradients: [[Double]], focal: Int? = nil, seed: UInt64 = 1
) -> [Double] {
  let weights = combiner.weights(gram: gram(gradients), focal: focal, random: RandomStream(seed: seed))
  return gradients[0].indices.map { c in zip(weights, gradients).reduce(0) { $0 + $1.0 * $1.1[c] } }
}

private func isClose(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
}

private func randomGradients(_ count: Int, _ size: Int, seed: UInt64) -> [[Double]] {
  var stream = RandomStream(seed: seed)
  return (0..<count).map { _ in (0..<size).map { _ in stream.normal() } }
}

/// Published values, read from the shared oracle file.
private struct Oracle: Decodable {
  struct Check: Decodable {
    var PCGrad: [Double]
    var caGrad: [Double]
    var cosine: Double
    enum CodingKeys: String, CodingKey {
      case PCGrad
      case caGrad = "CAGrad0.5"
      case cosine = "cosine_g1_g2"
    }
  }
  struct Rescale: Decodable {
    var first: [Double]
    var second: [Double]
    enum CodingKeys: String, CodingKey {
      case first = "CAGrad0.5_rescale1"
      case second = "CAGrad0.5_rescale2"
    }
  }
  struct Case: Decodable {
    var J: [[Double]]
    var sum: [Double]
  }
  struct Toy: Decodable {
    var theta: [Double]
    var centres: [[Double]]
    var offsets: [Double]
    var lr: Double
    var losses: [Double]
    var grads: [[Double]]
    var lookahead: [[Double]]
    var firstOrder: [[Double]]
    var perRate: [[Double]]
    enum CodingKeys: String, CodingKey {
      case theta, centres, offsets, lr, losses, grads
      case perRate = "Z/lr (TAG code and ETAP divide by lr)"
      case lookahead = "Z[recipient j][source i] = 1-L_j(theta-lr*g_i)/L_j(theta)"
      case firstOrder = "first_order lr*g_i.g_j/L_j (ETAP affinity before /lr)"
    }
  }
  var J_base: [[Double]]
  var expected: [String: [Double]]
  var weights: [String: [Double]]
  var independent_check: Check
  var rescale: Rescale
  var extra_pcgrad_cases: [Case]
  var lookahead_quadratic: Toy

  static let path = "oracles/gradagg/gradient_oracles.json"
  static func read() throws -> Oracle {
    try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: SharedData.url(path)))
  }
}

@Suite struct CombinerTests {
  @Test(.enabled(if: SharedData.has(Oracle.path))) func publishedDirections() throws {
    let oracle = try Oracle.read()
    let base = oracle.J_base
    for seed in 0..<4 as Range<UInt64> {
      #expect(isClose(direction(PCGradCombiner(), base, seed: seed), oracle.independent_check.PCGrad, 1e-12))
    }
    #expect(isClose(direction(AverageCombiner(), base), try #require(oracle.expected["Mean"]), 1e-12))
    let published: [(name: String, combiner: any GradientCombiner)] = [
      ("PCGrad (sum of projected gradients)", PCGradCombiner()), ("CAGrad(c=0.5), no rescale", CAGradCombiner()),
    ]
    for (name, combiner) in published {
      #expect(isClose(direction(combiner, base), try #require(oracle.expected[name]), 1e-4), "\(name)")
    }
    #expect(abs(cosines(ofGram: gram(base))[0, 1] - oracle.independent_check.cosine) < 1e-12)
    // The two gradients conflict: gating leaves the focal one alone, anchoring takes the other off it, and both follow
    // from the published products.
    #expect(isClose(direction(CosineGatingCombiner(), base, focal: 1), base[1], 1e-12))
    let projected = zip(base[0], base[1]).map { $0 + 22.0 / 38 * $1 }
    #expect(
      isClose(direction(AnchoredCombiner(), base, focal: 1), zip(base[1], projected).map { ($0 + $1) / 2 }, 1e-12))
    #expect(isClose(direction(CAGradCombiner(), base), oracle.independent_check.caGrad, 1e-9))
    #expect(isClose(direction(CAGradCombiner(rescale: .square), base), oracle.rescale.first, 1e-9))
    #expect(isClose(direction(CAGradCombiner(rescale: .linear), base), oracle.rescale.second, 1e-9))
    for (name, combiner) in [("PCGrad", PCGradCombiner() as any GradientCombiner), ("CAGrad(c=0.5)", CAGradCombiner())]
    {
      let weights = combiner.weights(gram: gram(base), focal: nil, random: RandomStream(seed: 1))
      #expect(isClose(weights, try #require(oracle.weights[name]), 1e-4))
    }
    for example in oracle.extra_pcgrad_cases {
      #expect(isClose(direction(PCGradCombiner(), example.J), example.sum, 1e-12))
    }
  }

  @Test(.enabled(if: SharedData.has(Oracle.path))) func publishedLookahead() throws {
    let toy = try Oracle.read().lookahead_quadratic
    func loss(_ task: Int, at theta: [Double]) -> Double {
      zip(theta, toy.centres[task]).reduce(toy.offsets[task]) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / 2 }
    }
    var after = Matrix<Double>(rows: 3, columns: 3)
    for i in 0..<3 {
      for j in 0..<3 { after[i, j] = loss(i, at: zip(toy.theta, toy.grads[j]).map { $0 - toy.lr * $1 }) }
    }
    let exact = LookaheadAffinity.affinity(losses: toy.losses, lossesAfter: after)
    #expect(isClose(exact.elements, toy.lookahead.flatMap { $0 }, 1e-12))
    #expect(isClose(exact.elements.map { $0 / toy.lr }, toy.perRate.flatMap { $0 }, 1e-11))
    let first = LookaheadAffinity.firstOrder(losses: toy.losses, gram: gram(toy.grads), rate: toy.lr)
    #expect(isClose(first.elements, toy.firstOrder.flatMap { $0 }, 1e-12))
  }

  /// Without conflict every rule points where the average does.
  @Test func noConflictMeansAverage() {
    let gradients = [[1.0, 0.2, 0], [0.8, 0.5, 0.1], [0.9, 0, 0.4]]
    let average = direction(AverageCombiner(), gradients)
    #expect(isClose(direction(PCGradCombiner(), gradients).map { $0 / 3 }, average, 1e-12))
    #expect(isClose(direction(CosineGatingCombiner(), gradients, focal: 1), average, 1e-12))
    #expect(isClose(direction(AnchoredCombiner(), gradients, focal: 1), average, 1e-12))
    #expect(isClose(direction(CAGradCombiner(radius: 0), gradients), average, 1e-12))
  }

  @Test func focalRulesProtectTheFocalTask() {
    for seed in 0..<50 as Range<UInt64> {
      let gradients = randomGradients(5, 4, seed: seed)
      let products = gram(gradients)
      let focal = Int(seed % 5)
      let gated = CosineGatingCombiner().weights(gram: products, focal: focal, random: RandomStream(seed: seed))
      for task in 0..<5 where task != focal {
        #expect((gated[task] == 0) == (products[focal, task] < 0), "seed \(seed)")
      }
      let anchored = direction(AnchoredCombiner(), gradients, focal: focal)
      let progress = zip(anchored, gradients[focal]).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(progress >= products[focal, focal] / 5 - 1e-9, "seed \(seed)")
    }
  }

  /// The plain twin of PCGrad projects vectors, not coefficients.
  @Test func pcgradMatchesProjectedVectors() {
    for seed in 0..<30 as Range<UInt64> {
      let gradients = randomGradients(6, 5, seed: seed)
      var sum = [Double](repeating: 0, count: 5)
      for task in 0..<6 {
        var stream = RandomStream(seed: seed).split("pcgrad", task)
        var g = gradients[task]
        for other in stream.permutation(6) where other != task {
          let o = gradients[other]
          let product = zip(g, o).reduce(0) { $0 + $1.0 * $1.1 }
          let square = o.reduce(0) { $0 + $1 * $1 }
          if product < 0 { for c in g.indices { g[c] -= product / square * o[c] } }
        }
        for c in g.indices { sum[c] += g[c] }
      }
      #expect(isClose(direction(PCGradCombiner(), gradients, seed: seed), sum, 1e-9), "seed \(seed)")
    }
  }

  /// No direction within the ball does better for the worst-off task than CAGrad's.
  @Test func cagradIsTheBestInItsBall() {
    for seed in 0..<30 as Range<UInt64> {
      let gradients = randomGradients(4, 6, seed: seed)
      func worst(_ d: [Double]) -> Double {
        gradients.map { zip($0, d).reduce(0) { $0 + $1.0 * $1.1 } }.min() ?? 0
      }
      let mean = direction(AverageCombiner(), gradients)
      let radius = 0.5 * mean.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let best = direction(CAGradCombiner(), gradients)
      let distance = zip(best, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      #expect(abs(distance - radius) < 1e-6, "seed \(seed)")
      var stream = RandomStream(seed: seed).split("ball")
      for _ in 0..<500 {
        // Around the mean at first, then around the optimum itself.
        let step = mean.indices.map { best[$0] - mean[$0] + 0.3 * radius * stream.normal() }
        let length = step.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let other = mean.indices.map { mean[$0] + radius * step[$0] / length }
        #expect(worst(other) <= worst(best) + 1e-5, "seed \(seed)")
      }
    }
  }

  @Test func tasksWithoutGradientDoNoHarm() {
    let gradients = [[0.0, 0], [1, 1], [-1, 0.5]]
    for name in CombinerName.allCases {
      for focal in 0..<3 {
        let d = direction(name.combiner, gradients, focal: focal)
        #expect(d.allSatisfy { $0.isFinite }, "\(name) \(focal)")
      }
    }
  }
}
