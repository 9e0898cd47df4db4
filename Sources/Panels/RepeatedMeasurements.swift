internal import Statistics

/// How often tasks measured one entity more than once, and how well they agreed.
public struct RepeatedMeasurements: Codable, Equatable, Sendable {
  /// Pairs of a task and an entity with more than one measurement.
  public var pairs = 0
  /// Those whose measurements differ: classes at all, numbers by more than a tenth of the task's standard deviation.
  public var disagreeing = 0

  /// A number that differs by less is the same measurement, rounded otherwise.
  static let tolerance = 0.1

  /// Adds what the measurements of one task say, before they are brought together.
  mutating func add(_ draft: TaskDraft, groups: [[Int]], kind: TaskKind) {
    let unit = kind == .classification ? 0 : Self.tolerance * (standardDeviation(draft.values) ?? 0)
    for group in groups {
      let values = group.map { draft.values[$0] }
      pairs += 1
      if let low = values.min(), let high = values.max(), high - low > unit { disagreeing += 1 }
    }
  }
}

extension TaskDraft {
  /// Positions of measurements of one entity, where it has several; in order of their first.
  ///
  /// - Parameter entities: by row of the panel.
  func repeats(entities: [Int]) -> [[Int]] {
    // Most tables hold each once, in order.
    if zip(rows, rows.dropFirst()).allSatisfy({ entities[$0] < entities[$1] }) { return [] }
    var first: [Int: Int] = [:]
    var groups: [Int: [Int]] = [:]
    for (position, row) in rows.enumerated() {
      if let earlier = first[entities[row]] {
        groups[earlier, default: [earlier]].append(position)
      } else {
        first[entities[row]] = position
      }
    }
    return groups.values.sorted { $0[0] < $1[0] }
  }

  /// Puts one measurement in the place of the first of each group and takes the others away; returns the rows taken.
  mutating func bringTogether(_ groups: [[Int]], by policy: DuplicatePolicy, kind: TaskKind) -> [Int] {
    guard policy != .keep, policy != .error, !groups.isEmpty else { return [] }
    var isKept = [Bool](repeating: true, count: rows.count)
    for group in groups {
      // A number says more than a bound; of bounds alone, those of one side make one.
      let exact = group.filter { sides.isEmpty || sides[$0] == 0 }
      let side = exact.isEmpty ? sides[group[0]] : 0
      let isOneSided = !exact.isEmpty || group.allSatisfy { sides[$0] == side }
      let measured = (exact.isEmpty ? group : exact).map { values[$0] }
      let together = Self.together(measured, by: policy, kind: kind)
      for position in group { isKept[position] = false }
      guard let together, isOneSided else { continue }
      isKept[group[0]] = true
      values[group[0]] = together
      if !sides.isEmpty { sides[group[0]] = side }
      if !weights.isEmpty { weights[group[0]] = mean(group.map { weights[$0] }) ?? 1 }
    }
    let taken = rows.indices.filter { !isKept[$0] }.map { rows[$0] }
    let kept = rows.indices.filter { isKept[$0] }
    values = kept.map { values[$0] }
    if !weights.isEmpty { weights = kept.map { weights[$0] } }
    if !sides.isEmpty { sides = kept.map { sides[$0] } }
    rows = kept.map { rows[$0] }
    return taken
  }

  /// One value for several; nil for classes that are as often 0 as 1.
  private static func together(_ values: [Double], by policy: DuplicatePolicy, kind: TaskKind) -> Double? {
    if kind == .classification {
      let ones = values.count { $0 == 1 }
      return 2 * ones == values.count ? nil : 2 * ones > values.count ? 1 : 0
    }
    return policy == .mean ? mean(values) : median(values)
  }
}
