internal import RealModule

/// How the value of a group departs from the mean of its pairs: slope * mean + sizeEffect * log2(size - 1).
///
/// A pair is left as it is apart from the slope: its size term is 0. Fitted by `CorrectionFit` where groups were measured.
public struct GroupCorrection: Codable, Equatable, Sendable {
  /// At least 0, so that a better partner never makes a group worse.
  public let slope: Double
  /// What each doubling of the number of partners adds.
  public let sizeEffect: Double

  /// A correction of its two numbers; traps where one is not finite or the slope is below 0.
  public init(slope: Double, sizeEffect: Double) {
    precondition(slope >= 0 && slope.isFinite && sizeEffect.isFinite, "a correction is finite, its slope not negative")
    self.slope = slope
    self.sizeEffect = sizeEffect
  }

  /// The mean of the pairs as it is.
  public static let none = GroupCorrection(slope: 1, sizeEffect: 0)

  /// The corrected value of a group of `size` >= 2 for a member whose mean affinity to its partners is `mean`.
  @inline(__always)
  public func value(mean: Double, size: Int) -> Double {
    sizeEffect == 0 ? slope * mean : slope * mean + sizeEffect * Double.log2(Double(size - 1))
  }
}
