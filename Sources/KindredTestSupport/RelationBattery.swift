internal import Diagnostics
internal import LinearAlgebra
public import Panels
public import Relations
internal import Statistics

/// What every relation must do on every panel: a list of relations is held to it as one, each finding names its relation.
public struct RelationBattery: Sendable {
  /// The list that is checked, as one computation.
  public let relations: [Relation]
  /// Rows of a task beyond which relations use a sample.
  public var maxRowsPerTask = 1000

  /// A battery for a list of relations that differ in name.
  public init(_ relations: [Relation]) { self.relations = relations }

  /// Everything that is wrong with the relations on a panel of at least two tasks, in words.
  ///
  /// - Parameters:
  ///   - hasTies: whether rows can be at equal distances; such ties go by the order of the tasks, so that nearest neighbours
  ///     may change with it.
  ///   - seed: of the order of rows that the panel is brought into.
  public func findings(on panel: Panel, hasTies: Bool, seed: UInt64) throws -> [String] {
    let table = try table(panel)
    var found = undefinedCells(table)
    let swapped = try self.table(panel.replacing(tasks: panel.tasks.reversed()))
    for relation in relations where !(hasTies && relation.family == .neighbours) {
      found += differences(of: relation, table, swapped) { panel.tasks.count - 1 - $0 }
    }
    var random = RandomStream(seed: seed).split("row order")
    let shuffled = try self.table(panel.reorderingRows(random.permutation(panel.rowCount)))
    for relation in relations { found += differences(of: relation, table, shuffled) { $0 } }
    let bits = table.values.elements.map(\.bitPattern)
    for threads in [1, 3] where try self.table(panel, threads: threads).values.elements.map(\.bitPattern) != bits {
      found.append("other bytes on \(threads) threads than on 2")
    }
    return found + refusals(panel)
  }

  private func table(_ panel: Panel, threads: Int = 2) throws -> RelationTable {
    try computeRelations(
      relations, of: panel, settings: RelationSettings(maxRowsPerTask: maxRowsPerTask, seed: 3),
      excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount), threads: threads
    ).table
  }

  /// Infinite cells, and empty ones of families whose relations every two tasks have.
  private func undefinedCells(_ table: RelationTable) -> [String] {
    table.columns.enumerated().flatMap { index, column -> [String] in
      let values = table.values.column(index)
      let infinite = values.contains(where: \.isInfinite) ? ["\(column.name) is infinite"] : []
      let mayBeEmpty = [.labels, .axes, .distance].contains(column.relation.family)
      return infinite + (!mayBeEmpty && values.contains(where: \.isNaN) ? ["\(column.name) is empty"] : [])
    }
  }

  /// Where a relation is not the same in another table, in which task t of this one is number `place(t)`.
  private func differences(
    of relation: Relation, _ table: RelationTable, _ other: RelationTable, place: (Int) -> Int
  ) -> [String] {
    OrderedPair.all(taskCount: table.taskCount).compactMap { pair in
      let value = table.value(relation, pair.target, pair.partner)
      let moved = other.value(relation, place(pair.target), place(pair.partner))
      // Up to the rounding of another order of additions.
      let isSame =
        value.isNaN && moved.isNaN
        || (value - moved).magnitude <= 1e-5 * max(value.magnitude, moved.magnitude) + 1e-6
      return isSame ? nil : "\(relation.name) of \(pair.target) and \(pair.partner): \(value), reordered \(moved)"
    }
  }

  /// Panels without a pair that are not refused as they should.
  private func refusals(_ panel: Panel) -> [String] {
    let empty = LearningTask(name: "empty", kind: .regression, rows: [], targets: [])
    let cases: [(tasks: [LearningTask], expected: UserError)] = [
      ([], .relationsNeedTwoTasks(found: 0)), ([panel.tasks[0]], .relationsNeedTwoTasks(found: 1)),
      ([panel.tasks[0], empty], .relationsNeedRows(task: "empty")),
    ]
    return cases.compactMap { tasks, expected in
      do {
        _ = try table(panel.replacing(tasks: tasks))
        return "\(tasks.map(\.name)) is not refused"
      } catch {
        return error as? UserError == expected ? nil : "\(tasks.map(\.name)) is refused with \(error)"
      }
    }
  }
}
