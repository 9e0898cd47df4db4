/// A task's labels by entity: one for each thing that it measured, however often it did.
package struct EntityLabels: Sendable, Equatable {
  /// Ascending.
  package let entities: [Int]
  /// `labels[k]` is the mean label of `entities[k]` over its rows.
  package let labels: [Double]
}

extension Panel {
  /// The labels of a task by entity; entities of which no row may be seen are absent.
  ///
  /// - Parameter hidden: by row, whether its label must not be seen.
  /// - Complexity: O(rows log rows) of the task.
  package func entityLabels(of task: Int, excluding hidden: [Bool]) -> EntityLabels {
    precondition(hidden.count == rowCount, "\(hidden.count) flags for \(rowCount) rows")
    let task = tasks[task]
    let order = task.rows.indices.filter { !hidden[task.rows[$0]] }
      .sorted { (entities[task.rows[$0]], $0) < (entities[task.rows[$1]], $1) }
    var found: [Int] = []
    var labels: [Double] = []
    var begin = 0
    while begin < order.count {
      let entity = entities[task.rows[order[begin]]]
      var end = begin
      var sum = 0.0
      while end < order.count, entities[task.rows[order[end]]] == entity {
        sum += task.targets[order[end]]
        end += 1
      }
      found.append(entity)
      labels.append(sum / Double(end - begin))
      begin = end
    }
    return EntityLabels(entities: found, labels: labels)
  }
}
