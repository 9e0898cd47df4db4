internal import LinearAlgebra
package import Panels
internal import Statistics

/// The Pearson correlation of the tasks' labels over the entities that both measured, for all pairs of some tasks.
///
/// An entity that a task measured more than once counts once, with its mean label. Labels of excluded rows are not looked at.
/// NaN below `fewestShared` shared entities or where a target is constant on them. Pairs are in the order of
/// `TaskPair.all`. O(tasks^2 entities).
package func labelCorrelations(
  panel: Panel, tasks: [Int], excluding: [Bool], fewestShared: Int = TaskOverlap.fewestShared
) -> [Double] {
  guard panel.overlapIsKnown else {
    return [Double](repeating: .nan, count: tasks.count * (tasks.count - 1) / 2)
  }
  let columns = tasks.map { task in
    var column = [Double](repeating: .nan, count: panel.entityCount)
    let known = panel.entityLabels(of: task, excluding: excluding)
    for (entity, label) in zip(known.entities, known.labels) { column[entity] = label }
    return column
  }
  return TaskPair.all(taskCount: tasks.count).map { pair in
    var x: [Double] = []
    var y: [Double] = []
    for (left, right) in zip(columns[pair.a], columns[pair.b]) where !left.isNaN && !right.isNaN {
      x.append(left)
      y.append(right)
    }
    return x.count < fewestShared ? .nan : pearsonCorrelation(x, y) ?? .nan
  }
}
