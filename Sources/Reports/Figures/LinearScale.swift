internal import Diagnostics

/// A linear map from data to a drawing, with round ticks.
package struct LinearScale: Equatable, Sendable {
  package let lower: Double
  package let upper: Double
  /// Where `lower` and `upper` are drawn.
  package let start: Double
  package let end: Double

  /// A scale over lower...upper; equal or reversed ends are widened to a range around them. Traps unless all are finite.
  package init(lower: Double, upper: Double, start: Double, end: Double) {
    precondition(lower.isFinite && upper.isFinite && start.isFinite && end.isFinite, "a scale is finite")
    let half = lower == 0 ? 0.5 : abs(lower) * 0.1
    self.lower = lower < upper ? lower : lower - half
    self.upper = lower < upper ? upper : lower + half
    self.start = start
    self.end = end
  }

  /// A scale over the finite ones among the values, with a margin of so much of their range on both sides; 0...1 if none.
  package init(covering values: [Double], margin: Double = 0.04, start: Double, end: Double) {
    let finite = values.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    let space = (high - low) * margin
    self.init(lower: low - space, upper: high + space, start: start, end: end)
  }

  package func position(_ value: Double) -> Double {
    start + (value - lower) / (upper - lower) * (end - start)
  }

  /// Round numbers inside the range at distances of 1, 2 or 5 times a power of ten, about so many; never fewer than one.
  package func ticks(about count: Int = 5) -> [Double] {
    precondition(count > 0, "an axis has a tick")
    let raw = (upper - lower) / Double(count)
    let base = NumberText.power(NumberText.decimalExponent(raw, digits: 17))
    let step = [1.0, 2, 5, 10].map { $0 * base }.first { $0 >= raw * 0.75 } ?? base
    let first = (lower / step).rounded(.up)
    let ticks = stride(from: first, through: (upper / step).rounded(.down), by: 1).map { $0 * step + 0 }
    return ticks.isEmpty ? [(lower + upper) / 2] : ticks
  }

  /// Tick labels with just the decimals that tell them apart.
  package func labels(for ticks: [Double]) -> [String] {
    let step = ticks.count > 1 ? ticks[1] - ticks[0] : abs(ticks.first ?? 1)
    guard step > 0, step < 1e6, step >= 1e-5 else { return ticks.map { NumberText.significant($0) } }
    let decimals = max(0, -NumberText.decimalExponent(step, digits: 3))
    return ticks.map { NumberText.fixed($0, decimals: decimals) }
  }
}
