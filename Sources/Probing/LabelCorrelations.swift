internal import LinearAlgebra
public import Panels
internal import Statistics

/// The Pearson correlation of the tasks' targets over the rows that both measure, for all pairs of some tasks.
///
/// Labels of excluded rows are not looked at. NaN below `fewestRows` shared rows or where a target is constant on them. Pairs
/// are in the order of `PairMoments.pairs`. O(tasks^2 rows).
public func labelCorrelations(
  panel: Panel, tasks: [Int], excluding: [Bool], fewestRows: Int = OverlapWeight.fewestRows
) -> [Double] {
  let columns = tasks.map { task in
    var column = [Double](repeating: .nan, count: panel.entityCount)
    let source = panel.tasks[task]
    for (row, target) in zip(source.rows, source.targets) where !excluding[row] {
      column[panel.entities[row]] = Double(target)
    }
    return column
  }
  guard panel.overlapIsKnown else {
    return [Double](repeating: .nan, count: tasks.count * (tasks.count - 1) / 2)
  }
  return PairMoments(size: tasks.count).pairs.map { pair in
    var x: [Double] = []
    var y: [Double] = []
    for (left, right) in zip(columns[pair.a], columns[pair.b]) where !left.isNaN && !right.isNaN {
      x.append(left)
      y.append(right)
    }
    return x.count < fewestRows ? .nan : pearsonCorrelation(x, y) ?? .nan
  }
}
