/// Ten numbers with ties, their partners and labels; the expected values in this folder come from SciPy 1.17 and
/// scikit-learn 1.8 on these.
enum Samples {
  static let x = [0.3, 1.2, 1.2, -0.7, 2.5, 0.3, 0.9, -1.1, 0.3, 4.0]
  static let y = [1.0, 0.5, 2.2, -0.4, 3.1, 0.2, 0.2, -2.0, 1.5, 1.9]
  static let positive = [0, 0, 1, 0, 1, 0, 1, 0, 1, 1].map { $0 == 1 }
  static let weights = [1, 2, 0.5, 3, 1, 1, 0.2, 2, 1, 1.5]
}

/// Whether two numbers agree to a relative tolerance (absolute near 0).
func close(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
  guard let a else { return false }
  return abs(a - b) <= tolerance * max(1, abs(b))
}
