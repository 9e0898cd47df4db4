internal import LinearAlgebra

/// Pairs of tasks that say the same wherever both are measured.
enum IdenticalTasks {
  /// Fewer shared rows prove nothing.
  static let minimumSharedRows = 20
  /// Regressions whose targets correlate at least this much over shared rows count as the same.
  static let correlation = 0.99999

  /// The names of such pairs, "a, b", in order of tasks; a target that is constant over the shared rows proves nothing.
  ///
  /// O(tasks^2 rows) at worst; most pairs are given up after a few rows.
  static func pairs(in panel: Panel, threads: Int) -> [String] {
    guard panel.layout == .wide else { return [] }
    let tasks = panel.tasks
    let rowCount = panel.rowCount
    var found = [[Int]](repeating: [], count: tasks.count)
    found.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let found = buffer
      parallelFor(tasks.count, threads: threads) { a in
        var values = [Double](repeating: .nan, count: rowCount)
        for (row, target) in zip(tasks[a].rows, tasks[a].targets) { values[row] = target }
        found[a] = (a + 1..<max(a + 1, tasks.count)).filter { agree(values, tasks[$0], kind: tasks[a].kind) }
      }
    }
    return found.indices.flatMap { a in found[a].map { "\(tasks[a].name), \(tasks[$0].name)" } }
  }

  /// Whether a task agrees with `values` (NaN where not measured) on every row both have.
  private static func agree(_ values: [Double], _ task: LearningTask, kind: TaskKind) -> Bool {
    guard task.kind == kind else { return false }
    var shared = SharedMoments()
    for (row, target) in zip(task.rows, task.targets) {
      let value = values[row]
      if value.isNaN { continue }
      if kind == .classification {
        if value != target { return false }
      } else if shared.count == 64, shared.correlation.map({ $0 < 0.99 }) ?? false {
        return false
      }
      shared.add(value, target)
    }
    guard shared.count >= minimumSharedRows, let r = shared.correlation else { return false }
    return r >= correlation
  }
}

/// Running moments of pairs of numbers (Welford 1962).
private struct SharedMoments {
  private(set) var count = 0
  private var meanX = 0.0
  private var meanY = 0.0
  private var xx = 0.0
  private var yy = 0.0
  private var xy = 0.0

  mutating func add(_ x: Double, _ y: Double) {
    count += 1
    let dx = x - meanX
    let dy = y - meanY
    meanX += dx / Double(count)
    meanY += dy / Double(count)
    xx += dx * (x - meanX)
    yy += dy * (y - meanY)
    xy += dx * (y - meanY)
  }

  /// Pearson's correlation; nil where either is constant.
  var correlation: Double? {
    xx > 0 && yy > 0 ? xy / (xx.squareRoot() * yy.squareRoot()) : nil
  }
}
