public import LinearAlgebra

/// Count, mean and spread of a number for every unordered pair of some things, gathered matrix by matrix.
public struct PairMoments: Sendable {
  public let size: Int
  private var counts: [Int32]
  private var sums: [Double]
  private var squares: [Double]

  /// For pairs of `size` things.
  public init(size: Int) {
    self.size = size
    let pairs = size * (size - 1) / 2
    counts = [Int32](repeating: 0, count: pairs)
    sums = [Double](repeating: 0, count: pairs)
    squares = sums
  }

  /// Pairs in the order (0, 1), (0, 2), ..., (1, 2), ...
  public var pairs: [(a: Int, b: Int)] {
    (0..<size).flatMap { a in ((a + 1)..<max(size, a + 1)).map { (a, $0) } }
  }

  /// Where a pair stands in that order; a < b.
  public static func index(_ a: Int, _ b: Int, size: Int) -> Int { a * (2 * size - a - 1) / 2 + b - a - 1 }

  /// Adds a (size, size) matrix's upper triangle; NaN counts as not measured.
  public mutating func add(_ matrix: Matrix<Double>) {
    precondition(matrix.rows == size && matrix.columns == size, "one row and column a thing")
    var pair = 0
    for a in 0..<size {
      for b in (a + 1)..<max(size, a + 1) {
        let value = matrix[a, b]
        if !value.isNaN {
          counts[pair] += 1
          sums[pair] += value
          squares[pair] += value * value
        }
        pair += 1
      }
    }
  }

  /// Adds what another has gathered about the same things.
  public mutating func add(_ other: PairMoments) {
    precondition(other.size == size, "moments of other things")
    for pair in counts.indices {
      counts[pair] += other.counts[pair]
      sums[pair] += other.sums[pair]
      squares[pair] += other.squares[pair]
    }
  }

  /// How often a pair was measured.
  public func count(_ pair: Int) -> Int { Int(counts[pair]) }

  /// The mean of a pair; nil where it was never measured.
  public func mean(_ pair: Int) -> Double? { counts[pair] > 0 ? sums[pair] / Double(counts[pair]) : nil }

  /// sd / sqrt(n) of a pair, as if its measurements were independent; nil below two.
  public func standardError(_ pair: Int) -> Double? {
    guard counts[pair] > 1 else { return nil }
    let count = Double(counts[pair])
    let center = sums[pair] / count
    return max(0, (squares[pair] / count - center * center) / (count - 1)).squareRoot()
  }

  /// The means of all pairs, NaN where never measured.
  public var means: [Double] { counts.indices.map { mean($0) ?? .nan } }
}
