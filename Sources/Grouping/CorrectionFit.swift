package import LinearAlgebra
internal import RealModule

/// A small model of how measured groups depart from the mean of their pairs, with the check that it helps.
///
/// (slope - 1, sizeEffect) are fitted by ridge to gain - mean over all members of all groups, each group left out in turn to
/// choose the ridge parameter. The correction is kept only if, on groups left out, its squared error is lower than that of
/// the plain mean by more than one standard error over groups; otherwise it is `GroupCorrection.none`.
package struct CorrectionFit: Equatable, Sendable {
  package let correction: GroupCorrection
  /// Root mean squared errors on groups left out.
  package let errors: Errors
  /// Groups of three or more that the check rests on.
  package let groups: Int

  /// How far predictions of measured group gains are off, as fractions of gain; each group is left out of what predicts it.
  package struct Errors: Equatable, Sendable {
    /// The mean of the pairs.
    package let pairMean: Double
    /// The mean of the pairs, corrected.
    package let corrected: Double
    /// No gain.
    package let zero: Double
    /// The mean gain of the same task in the other measured groups: the baseline that is hard to beat.
    package let taskMean: Double
  }

  /// Fits to measured groups; pairs among them are left out, as they are affinities themselves.
  ///
  /// - Parameter affinities: (tasks, tasks), row the target. With fewer than 4 groups nothing is fitted and the errors
  ///   are those of what there is, 0 without any.
  package init(groups measured: [MeasuredGroup], affinities: Matrix<Double>) {
    let samples = measured.filter { $0.members.count > 2 }.map { Sample($0, affinities: affinities) }
    groups = samples.count
    var best: (squares: [Double], penalty: Double)?
    if samples.count >= 4 {
      for power in -3...3 {
        let penalty = Double.pow(10, Double(power))
        let squares = samples.indices.map { left in
          samples[left].squaredError(
            Self.fit(samples.indices.filter { $0 != left }.map { samples[$0] }, penalty: penalty))
        }
        if squares.reduce(0, +) < best?.squares.reduce(0, +) ?? .infinity { best = (squares, penalty) }
      }
    }
    let plain = samples.map { $0.squaredError(.none) }
    let members = Double(max(1, samples.reduce(0) { $0 + $1.gains.count }))
    func root(_ squares: [Double]) -> Double { (squares.reduce(0, +) / members).squareRoot() }
    errors = Errors(
      pairMean: root(plain), corrected: root(best?.squares ?? plain), zero: root(samples.map(\.squaredGain)),
      taskMean: root(Self.taskMeanSquares(samples, tasks: affinities.rows)))
    if let best, Self.isBetter(best.squares, than: plain) {
      correction = Self.fit(samples, penalty: best.penalty)
    } else {
      correction = .none
    }
  }

  private struct Sample {
    let members: [Int]
    let gains: [Double]
    let means: [Double]

    init(_ group: MeasuredGroup, affinities: Matrix<Double>) {
      members = group.members
      gains = group.values
      means = group.members.map { target in
        group.members.reduce(0) { $1 == target ? $0 : $0 + affinities[target, $1] } / Double(group.members.count - 1)
      }
    }

    var squaredGain: Double { gains.reduce(0) { $0 + $1 * $1 } }

    func squaredError(_ correction: GroupCorrection) -> Double {
      zip(gains, means).reduce(0) { sum, pair in
        let error = pair.0 - correction.value(mean: pair.1, size: members.count)
        return sum + error * error
      }
    }
  }

  /// Ridge of gain - mean on (mean, log2(size - 1)), both scaled to unit mean square, without an intercept.
  private static func fit(_ samples: [Sample], penalty: Double) -> GroupCorrection {
    var (xx, xz, zz, xy, zy, count) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for sample in samples {
      let z = Double.log2(Double(sample.members.count - 1))
      for (gain, x) in zip(sample.gains, sample.means) {
        let y = gain - x
        (xx, xz, zz) = (xx + x * x, xz + x * z, zz + z * z)
        (xy, zy, count) = (xy + x * y, zy + z * y, count + 1)
      }
    }
    // The penalty weighs as much as that many members whose groups do as their pairs.
    let weight = penalty / max(1, count)
    let (a, d) = (xx * (1 + weight), zz * (1 + weight))
    let determinant = a * d - xz * xz
    guard determinant > 1e-12 * a * d else { return .none }
    let slope = 1 + (xy * d - zy * xz) / determinant
    return GroupCorrection(slope: max(0, slope), sizeEffect: (zy * a - xy * xz) / determinant)
  }

  private static func isBetter(_ squares: [Double], than others: [Double]) -> Bool {
    let differences = zip(others, squares).map { $0 - $1 }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    return mean > (variance / count).squareRoot()
  }

  /// Squared errors of each task's mean gain over the other groups; 0 gain where a task is in no other.
  private static func taskMeanSquares(_ samples: [Sample], tasks: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: tasks)
    var counts = [Double](repeating: 0, count: tasks)
    for sample in samples {
      for (task, gain) in zip(sample.members, sample.gains) {
        (sums[task], counts[task]) = (sums[task] + gain, counts[task] + 1)
      }
    }
    return samples.map { sample in
      zip(sample.members, sample.gains).reduce(0) { sum, pair in
        let mean = counts[pair.0] > 1 ? (sums[pair.0] - pair.1) / (counts[pair.0] - 1) : 0
        return sum + (pair.1 - mean) * (pair.1 - mean)
      }
    }
  }
}
