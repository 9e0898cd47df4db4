internal import LinearAlgebra
internal import Molecules
internal import Panels

/// How much of a task's chemistry is that of another: shares of molecules whose Bemis-Murcko scaffold the other has too.
struct ScaffoldShares: Sendable {
  /// (tasks, tasks): of the molecules of a, the share whose scaffold is one of b's; a molecule without a ring is a scaffold of
  /// its own.
  let shares: Matrix<Double>

  /// O(rows + scaffolds x tasks^2 where every task has every scaffold).
  init(_ molecules: RowMolecules, rowsOfTasks: [[Int]]) {
    let groups = molecules.table.scaffoldGroups()
    var tasksOfGroup: [Int: [(task: Int, molecules: Double)]] = [:]
    var sizes: [Double] = []
    for (task, rows) in rowsOfTasks.enumerated() {
      let own = Set(rows.map { Int(molecules.rows[$0]) })
      sizes.append(Double(own.count))
      for (group, count) in own.reduce(into: [Int: Double](), { $0[groups[$1], default: 0] += 1 }) {
        tasksOfGroup[group, default: []].append((task, count))
      }
    }
    var shares = Matrix<Double>(rows: rowsOfTasks.count, columns: rowsOfTasks.count)
    // Whole numbers are added, so that the order of the groups does not matter.
    for tasks in tasksOfGroup.values {
      for (task, count) in tasks { for (other, _) in tasks { shares[task, other] += count } }
    }
    for task in sizes.indices { for other in sizes.indices { shares[task, other] /= sizes[task] } }
    self.shares = shares
  }
}
