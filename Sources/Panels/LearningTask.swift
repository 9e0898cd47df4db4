/// What a task's targets are.
public enum TaskKind: String, Codable, Sendable, CaseIterable {
  /// 0 or 1.
  case classification
  /// Any finite number.
  case regression
}

/// One task: the rows of the panel it measures, and what it measured there.
public struct LearningTask: Sendable, Equatable {
  /// What files and messages call it; unique in a panel.
  public let name: String
  /// Whether targets are classes or numbers.
  public let kind: TaskKind
  /// Ascending row indices into the panel's features.
  public let rows: [Int]
  /// `targets[k]` was measured on `rows[k]`; raw units for regression, 0 or 1 for classification. Never NaN.
  ///
  /// In Double until they are standardised: dates and times have more digits than Float.
  public let targets: [Double]
  /// A weight for each measurement, or nil where all weigh the same.
  public let weights: [Float]?
  /// For each measurement on which side of its target the truth lies: 1 above (`>5.2`), -1 below (`<3`), 0 where the target is
  /// what was measured; nil where all are. Only regressions have them.
  public let sides: [Int8]?

  /// Measurements that are bounds.
  public var boundedCount: Int { sides?.count { $0 != 0 } ?? 0 }

  /// A task of its parts; traps unless there is one target, and one weight and one side if any, for each row.
  public init(
    name: String, kind: TaskKind, rows: [Int], targets: [Double], weights: [Float]? = nil, sides: [Int8]? = nil
  ) {
    precondition(sides == nil || sides?.count == rows.count, "task \(name): sides do not fit its rows")
    precondition(sides == nil || kind == .regression, "task \(name): classes have no sides")
    precondition(rows.count == targets.count, "task \(name): \(rows.count) rows, \(targets.count) targets")
    precondition(weights == nil || weights?.count == rows.count, "task \(name): weights do not fit its rows")
    self.name = name
    self.kind = kind
    self.rows = rows
    self.targets = targets
    self.weights = weights
    self.sides = sides.flatMap { $0.contains { $0 != 0 } ? $0 : nil }
  }
}
