public import LinearAlgebra
internal import Statistics

/// Relations of every pair of tasks, one row a pair a < b in the order of `TaskPair.all`.
public struct RelationTable: Sendable {
  /// Tasks of the panel.
  public let taskCount: Int
  /// The relations, in the order of the columns.
  public let relations: [Relation]
  /// The columns of `values`: one for a symmetric relation, two for a directed one.
  public let columns: [RelationColumn]
  /// (pairs, columns); NaN where a relation is undefined (an empty cell in the file).
  public let values: Matrix<Double>

  /// A table of values, (pairs, columns of all relations); traps where they do not fit.
  public init(taskCount: Int, relations: [Relation], values: Matrix<Double>) {
    columns = relations.flatMap(\.columns)
    precondition(
      values.rows == TaskPair.count(taskCount: taskCount) && values.columns == columns.count, "one row a pair")
    self.taskCount = taskCount
    self.relations = relations
    self.values = values
  }

  /// Column names, as in `relations.csv`.
  public var names: [String] { columns.map(\.name) }

  /// Where a column stands; nil if the table does not hold it.
  public func index(of column: RelationColumn) -> Int? { columns.firstIndex(of: column) }

  /// What a relation says of two tasks; of a directed one, what it says of `first` beside `second`. NaN where it is undefined.
  public func value(_ relation: Relation, _ first: Int, _ second: Int) -> Double {
    let place: RelationColumn.Place = relation.direction == .symmetric ? .both : first < second ? .a : .b
    guard let column = index(of: RelationColumn(relation: relation, place: place)) else {
      preconditionFailure("the table holds no \(relation.name)")
    }
    return values[TaskPair(first, second).index(taskCount: taskCount), column]
  }

  /// The table of some of its relations.
  public func selecting(_ keep: (Relation) -> Bool) -> RelationTable {
    let kept = columns.indices.filter { keep(columns[$0].relation) }
    var chosen = Matrix<Double>(rows: values.rows, columns: kept.count)
    for row in 0..<values.rows {
      for (target, source) in kept.enumerated() { chosen[row, target] = values[row, source] }
    }
    return RelationTable(taskCount: taskCount, relations: relations.filter(keep), values: chosen)
  }
}
