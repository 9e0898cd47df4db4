import Foundation
import Grouping
import KindredTestSupport
import LinearAlgebra
import Testing

@Suite struct ClusterRelaxationTests {
  @Test func noPartitionExceedsTheBound() {
    for seed in 0..<12 {
      let affinities = RandomProblem.affinities(7, stream: RandomStream(seed: UInt64(seed)), planted: seed % 4)
      let clusters = 1 + seed % 7
      let relaxation = ClusterRelaxation(affinities, clusters: clusters)
      let best =
        Brute.partitions(7).filter { Set($0).count == clusters }
        .map { ClusterRounding.density($0, affinities: affinities) }.max() ?? 0
      #expect(best <= relaxation.bound + 1e-9, "seed \(seed): \(best) in \(relaxation.bound)")
      #expect(relaxation.bound - relaxation.value < 1e-3, "seed \(seed): \(relaxation.value) to \(relaxation.bound)")
      let labels = ClusterRounding.labels(relaxation.matrix, affinities: affinities, clusters: clusters)
      #expect(labels.count == 7 && Set(labels) == Set(0..<clusters), "seed \(seed): \(labels)")
      #expect(ClusterRounding.density(labels, affinities: affinities) >= best - 0.1 * abs(best), "seed \(seed)")
    }
  }

  @Test func keepsItsEquationsAndTheEdges() {
    let affinities = RandomProblem.affinities(9, stream: RandomStream(seed: 2))
    let all = ClusterRelaxation(affinities, clusters: 1)
    #expect(all.matrix.elements.allSatisfy { abs($0 - 1 / 9) < 1e-3 })
    #expect(abs(all.value - affinities.elements.reduce(0, +) / 9) < 1e-3)
    #expect(abs(ClusterRelaxation(affinities, clusters: 9).value) < 1e-3)
    #expect(ClusterRelaxation(Matrix(rows: 1, columns: 1), clusters: 1).matrix.elements == [1])
    #expect(ClusterRelaxation(Matrix(rows: 4, columns: 4), clusters: 2).bound < 1e-3)
    let three = ClusterRelaxation(affinities, clusters: 3).matrix
    for row in 0..<9 { #expect(abs(three.row(row).reduce(0, +) - 1) < 1e-9) }
    #expect(abs((0..<9).reduce(0) { $0 + three[$1, $1] } - 3) < 1e-9)
    #expect(three.elements.allSatisfy { $0 > -1e-3 })
  }

  @Test func plantedClustersAreThePointItself() {
    let affinities = RandomProblem.affinities(24, stream: RandomStream(seed: 4), planted: 4)
    let relaxation = ClusterRelaxation(affinities, clusters: 4)
    let labels = ClusterRounding.labels(relaxation.matrix, affinities: affinities, clusters: 4)
    for task in 0..<24 { #expect(labels[task] == labels[task % 4]) }
    #expect(abs(ClusterRounding.density(labels, affinities: affinities) - relaxation.bound) < 2e-3 * relaxation.bound)
  }

  /// Optima of an interior-point solver (Borchers 1999) on twenty instances.
  @Test(.enabled(if: CSDP.isInstalled, "the program csdp is not installed"))
  func agreesWithAnInteriorPointSolver() throws {
    var worst = 0.0
    for seed in 0..<20 {
      let size = 8 + seed % 13
      let affinities = RandomProblem.affinities(
        size, stream: RandomStream(seed: UInt64(7000 + seed)), planted: seed % 3 == 0 ? 3 : 0)
      let clusters = 2 + seed % 5
      let optimum = try CSDP.optimum(affinities, clusters: clusters)
      let relaxation = ClusterRelaxation(affinities, clusters: clusters)
      let tolerance = 1e-3 * abs(optimum)
      #expect(abs(relaxation.value - optimum) < tolerance, "seed \(seed): \(relaxation.value), \(optimum)")
      #expect(relaxation.bound > optimum - 1e-6 && relaxation.bound < optimum + tolerance, "seed \(seed)")
      worst = max(worst, abs(relaxation.value - optimum) / abs(optimum))
    }
    print("the relaxation is within \(100 * worst) % of the optimum on 20 instances")
  }
}

/// The interior-point solver CSDP, an independent program.
enum CSDP {
  static let path = "/usr/bin/csdp"
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// The optimum of the relaxation that `ClusterRelaxation` solves.
  static func optimum(_ affinities: Matrix<Double>, clusters: Int) throws -> Double {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.currentDirectoryURL = folder.url
    process.environment = ["OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"]
    process.arguments = [try folder.write(problem(affinities, clusters: clusters), as: "clusters.dat-s")]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("Primal objective value:") }, "\(text)")
    return try #require(Double(line.split(separator: " ").last ?? ""))
  }

  /// The problem in SDPA's sparse format: rows sum to 1, the trace is k, and X_ij less a slack in a diagonal block is 0.
  private static func problem(_ affinities: Matrix<Double>, clusters: Int) -> String {
    let size = affinities.rows
    let pairs = (0..<size).flatMap { i in (i + 1..<size).map { (i, $0) } }
    let values = [String](repeating: "1", count: size) + ["\(clusters)"] + pairs.map { _ in "0" }
    var lines = ["\(values.count)", "2", "\(size) -\(pairs.count)", values.joined(separator: " ")]
    for (i, j) in pairs { lines.append("0 1 \(i + 1) \(j + 1) \((affinities[i, j] + affinities[j, i]) / 2)") }
    for i in 0..<size {
      for j in 0..<size { lines.append("\(i + 1) 1 \(min(i, j) + 1) \(max(i, j) + 1) \(i == j ? 1 : 0.5)") }
    }
    for i in 0..<size { lines.append("\(size + 1) 1 \(i + 1) \(i + 1) 1") }
    for (index, (i, j)) in pairs.enumerated() {
      lines.append("\(size + 2 + index) 1 \(i + 1) \(j + 1) 0.5")
      lines.append("\(size + 2 + index) 2 \(index + 1) \(index + 1) -1")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
