package import LinearAlgebra

/// Which rows are set aside for verification, and which fold each other row is tested in.
///
/// Rows of one entity (same id or molecule), cluster or scaffold are never separated; with times, folds go by them (`TimeFolds`). Where rows are shared or named, one split serves all tasks,
/// so that no row is tested for one task and trained on for another; in stacked panels without ids each task is split for
/// itself, and its split depends on nothing but its own rows and the stream.
package enum Splits {
  /// `true` for the rows that only verification sees: those that the panel's own splits call test or, without any, a
  /// random `fraction` of every task, classes in proportion.
  ///
  /// - Parameters:
  ///   - fraction: in [0, 1).
  ///   - seed: the only source of randomness.
  /// - Complexity: O(measurements + tasks^2).
  package static func verification(_ panel: Panel, fraction: Double, seed: RandomStream) -> [Bool] {
    precondition(fraction >= 0 && fraction < 1, "a fraction in [0, 1)")
    if let held = panel.givenSplits.flatMap({ held(by: $0, entities: panel.entities) }) { return held }
    guard fraction > 0 else { return [Bool](repeating: false, count: panel.rowCount) }
    if let times = panel.times { return TimeFolds.latest(fraction, of: panel, times: times) }
    guard panel.overlapIsKnown || panel.splitUnitCount < panel.entityCount else {
      return sampled(panel, fraction: fraction, seed: seed)
    }
    let none = [Bool](repeating: false, count: panel.rowCount)
    let strata = EntityStrata(of: panel, excluding: none)
    let parts = strata.assign(shares: [fraction, 1 - fraction], stream: seed.split("verification"))
    return panel.splitUnits.map { parts[$0] == 0 }
  }

  /// `true` for the rows of every entity of which a row is called test; nil where no row is.
  static func held(by splits: [GivenSplit], entities: [Int]) -> [Bool]? {
    guard splits.contains(.test) else { return nil }
    let test = Set(splits.indices.filter { splits[$0] == .test }.map { entities[$0] })
    return entities.map(test.contains)
  }

  /// The test fold 0..<count of each row, -1 for excluded rows and rows without any task.
  ///
  /// Folds have nearly equal shares of every task, and of its classes (classification) or of its lower and upper half
  /// (regression in panels whose rows are shared or named).
  ///
  /// - Parameters:
  ///   - count: 2...127.
  ///   - excluding: one flag a row; rows of one entity must agree.
  /// - Complexity: O(measurements + tasks^2).
  package static func folds(_ panel: Panel, count: Int, excluding: [Bool], stream: RandomStream) -> [Int8] {
    precondition(count >= 2 && count <= Int(Int8.max), "2 to 127 folds")
    precondition(excluding.count == panel.rowCount, "one flag a row")
    if let times = panel.times { return TimeFolds.folds(of: panel, times: times, count: count, excluding: excluding) }
    return dealt(panel, count: count, excluding: excluding, stream: stream)
  }

  /// Parts 0..<count of the rows at random, whatever their times are.
  static func dealt(_ panel: Panel, count: Int, excluding: [Bool], stream: RandomStream) -> [Int8] {
    var folds = [Int8](repeating: -1, count: panel.rowCount)
    guard panel.overlapIsKnown || panel.splitUnitCount < panel.entityCount else {
      for (index, task) in panel.tasks.enumerated() {
        let order = shuffledByClass(task, excluding: excluding, stream: stream.split("folds", index))
        for (position, row) in order.enumerated() { folds[row] = Int8(position % count) }
      }
      return folds
    }
    let strata = EntityStrata(of: panel, excluding: excluding)
    let shares = [Double](repeating: 1 / Double(count), count: count)
    let parts = strata.assign(shares: shares, stream: stream.split("folds"))
    for task in panel.tasks {
      for row in task.rows where !excluding[row] { folds[row] = Int8(parts[panel.splitUnits[row]]) }
    }
    return folds
  }

  /// Every task's fair share by systematic sampling from its rows, shuffled and sorted by class.
  private static func sampled(_ panel: Panel, fraction: Double, seed: RandomStream) -> [Bool] {
    var isHeld = [Bool](repeating: false, count: panel.rowCount)
    for (index, task) in panel.tasks.enumerated() {
      var stream = seed.split("verification", index)
      let order = shuffledByClass(task, excluding: isHeld, stream: stream)
      let offset = stream.uniform()
      for (position, row) in order.enumerated() {
        let before = (Double(position) * fraction + offset).rounded(.down)
        isHeld[row] = (Double(position + 1) * fraction + offset).rounded(.down) > before
      }
    }
    return isHeld
  }

  /// A task's rows that are not excluded in random order, those of a classification then sorted by class.
  private static func shuffledByClass(_ task: LearningTask, excluding: [Bool], stream: RandomStream) -> [Int] {
    var stream = stream.split("order")
    var positions = task.rows.indices.filter { !excluding[task.rows[$0]] }
    stream.shuffle(&positions)
    guard task.kind == .classification else { return positions.map { task.rows[$0] } }
    let negatives = positions.filter { task.targets[$0] == 0 }
    let positives = positions.filter { task.targets[$0] != 0 }
    return (negatives + positives).map { task.rows[$0] }
  }
}
