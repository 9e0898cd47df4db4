internal import LinearAlgebra
internal import Panels

/// What a task's labels look like on their own, over the rows whose labels may be seen.
struct TaskLabels: Sendable {
  let kind: TaskKind
  /// Labels that may be seen.
  let count: Int
  /// NaN without labels.
  let mean: Double
  /// Mean squared deviation from the mean; NaN without labels.
  let variance: Double

  init(_ task: LearningTask, excluding hidden: [Bool]) {
    let visible = zip(task.rows, task.targets).filter { !hidden[$0.0] }.map(\.1)
    kind = task.kind
    count = visible.count
    let mean = visible.reduce(0, +) / Double(visible.count)
    self.mean = mean
    variance = visible.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(visible.count)
  }

  /// abs(mean_a - mean_b), in the targets' units; NaN between different kinds.
  func meanGap(_ other: TaskLabels) -> Double { kind == other.kind ? (mean - other.mean).magnitude : .nan }

  /// The smaller variance over the larger; NaN between different kinds and if both targets are constant.
  func varianceRatio(_ other: TaskLabels) -> Double {
    kind == other.kind ? defined(min(variance, other.variance) / max(variance, other.variance)) : .nan
  }

  /// The gap of the shares of the rarer class; NaN unless both are classifications.
  func imbalanceGap(_ other: TaskLabels) -> Double {
    guard kind == .classification && other.kind == .classification else { return .nan }
    return (min(mean, 1 - mean) - min(other.mean, 1 - other.mean)).magnitude
  }
}
