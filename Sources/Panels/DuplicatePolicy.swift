/// What becomes of several measurements of one task on one entity.
public enum DuplicatePolicy: String, Codable, Sendable, CaseIterable {
  /// All are kept, each a row of its own.
  case keep
  /// One stays: the mean of a regression, the majority of a classification.
  case mean
  /// One stays: the median of a regression, the majority of a classification.
  case median
  /// One stays: the majority of a classification, which a tie leaves unmeasured; the median of a regression.
  case majority
  /// They are refused.
  case error
}
