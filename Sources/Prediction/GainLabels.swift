internal import RealModule
public import Statistics

/// Measured gains together with the structure of their errors: what a predictor is fitted to.
///
/// The error of a gain has two parts: one of its own, and one that all gains of its target share, because they are
/// differences from one baseline measured on one set of splits. Taking the shared part for signal is what makes naive
/// target effects look good on their own labels and fail on fresh ones.
public struct GainLabels: Equatable, Sendable {
  /// One directed gain.
  public struct Label: Codable, Equatable, Sendable {
    /// The task that gains, by its index in the panel.
    public var target: Int
    /// The task it is trained with.
    public var partner: Int
    /// (loss alone - loss together) / loss alone; finite.
    public var gain: Double
    /// Variance of the error that is this gain's own; at least 0.
    public var ownVariance: Double

    /// Target and partner.
    public var pair: OrderedPair { OrderedPair(target: target, partner: partner) }

    /// A label; traps where the two tasks are one, or a number is not finite.
    public init(target: Int, partner: Int, gain: Double, ownVariance: Double) {
      precondition(target != partner && target >= 0 && partner >= 0, "a gain is between two tasks")
      precondition(gain.isFinite && ownVariance >= 0 && ownVariance.isFinite, "a gain and its variance are finite")
      self.target = target
      self.partner = partner
      self.gain = gain
      self.ownVariance = ownVariance
    }
  }

  /// Tasks of the panel.
  public let taskCount: Int
  /// By target, then partner.
  public let labels: [Label]
  /// sharedVariance[i]: variance of the error that all gains of target i have in common; at least 0.
  public let sharedVariance: [Double]

  /// Labels in any order; traps where a task is out of range or a variance negative.
  public init(taskCount: Int, labels: [Label], sharedVariance: [Double]) {
    precondition(sharedVariance.count == taskCount, "one shared variance a task")
    precondition(sharedVariance.allSatisfy { $0 >= 0 && $0.isFinite }, "variances are finite and not negative")
    precondition(labels.allSatisfy { $0.target < taskCount && $0.partner < taskCount }, "no such task")
    self.taskCount = taskCount
    self.labels = labels.sorted { ($0.target, $0.partner) < ($1.target, $1.partner) }
    self.sharedVariance = sharedVariance
  }

  /// Only the gains that `keep` says, with the same errors.
  public func filtered(_ keep: (Label) -> Bool) -> GainLabels {
    GainLabels(taskCount: taskCount, labels: labels.filter(keep), sharedVariance: sharedVariance)
  }

  /// The same gains with error variances between their own and the mean of all: own^(1 - share) mean^share.
  ///
  /// Noisy targets are often those whose gains differ most; weighing by their full precision would throw that away.
  public func tempered(by share: Double) -> GainLabels {
    func tempered(_ variances: [Double]) -> (Double) -> Double {
      let center = variances.reduce(0, +) / Double(max(variances.count, 1))
      return { Double.pow($0, 1 - share) * Double.pow(center, share) }
    }
    let own = tempered(labels.map(\.ownVariance))
    let shared = tempered(Set(labels.map(\.target)).sorted().map { sharedVariance[$0] })
    return GainLabels(
      taskCount: taskCount,
      labels: labels.map {
        Label(target: $0.target, partner: $0.partner, gain: $0.gain, ownVariance: own($0.ownVariance))
      }, sharedVariance: sharedVariance.map(shared))
  }

  /// The full variance of a label's error.
  public func variance(of label: Label) -> Double { label.ownVariance + sharedVariance[label.target] }
}
