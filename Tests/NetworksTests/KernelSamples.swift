import LinearAlgebra
import Testing

/// Normal numbers, some of them 0.
func random(_ count: Int, _ seed: UInt64, zeros: Double = 0) -> [Float] {
  var draws = RandomStream(seed: seed)
  return (0..<count).map { _ in draws.uniform() < zeros ? 0 : Float(draws.normal()) }
}

/// Records the first number that is off by more than a share of the wanted one, or of 1.
func expectClose(_ found: [Float], _ wanted: [Double], _ tolerance: Double, _ note: Comment) {
  #expect(found.count == wanted.count, note)
  for (a, b) in zip(found, wanted) where !(abs(Double(a) - b) <= tolerance * (1 + abs(b))) {
    Issue.record("\(a) instead of \(b): \(note)")
    return
  }
}
