internal import LinearAlgebra
public import Panels

extension Panel {
  /// The same rows with other tasks.
  public func replacing(tasks: [LearningTask]) -> Panel {
    Panel(
      features: features, featureNames: featureNames, tasks: tasks, layout: layout, entities: entities,
      entityCount: entityCount, overlapIsKnown: overlapIsKnown
    ).splitting(as: self)
  }

  /// The same panel with row k of the result being row `order[k]` of this one.
  public func reorderingRows(_ order: [Int]) -> Panel {
    var place = order
    for (new, old) in order.enumerated() { place[old] = new }
    let moved = tasks.map { task in
      let rows = zip(task.rows.map { place[$0] }, task.targets).sorted { $0.0 < $1.0 }
      return LearningTask(name: task.name, kind: task.kind, rows: rows.map(\.0), targets: rows.map(\.1))
    }
    let features: Features =
      switch features {
      case .dense(let matrix): .dense(matrix.selectingRows(order))
      case .sparse(let matrix): .sparse(matrix.selecting(order))
      }
    let panel = Panel(
      features: features, featureNames: featureNames, tasks: moved, layout: layout,
      entities: order.map { entities[$0] },
      entityCount: entityCount, overlapIsKnown: overlapIsKnown)
    return inputs.molecules.map { molecules in
      panel.with(
        RowMolecules(
          column: molecules.column, table: molecules.table, rows: order.map { molecules.rows[$0] }))
    } ?? panel
  }
}

extension SparseBinaryMatrix {
  fileprivate func selecting(_ order: [Int]) -> SparseBinaryMatrix {
    var starts = [0]
    var ones: [Int32] = []
    for row in order {
      ones += indices[self.starts[row]..<self.starts[row + 1]]
      starts.append(ones.count)
    }
    return SparseBinaryMatrix(rows: order.count, columns: columns, starts: starts, indices: ones)
  }
}
