import LinearAlgebra
import Panels

/// Panels made for the benchmark, the same every time.
enum SyntheticPanels {
  /// 1,310 tasks over 456,000 rows of 1,024 bits: 1 % of the bits are set, some of them often and most rarely, and tasks
  /// measure 0.1 % to 1.9 % of the rows, 1 % on average.
  static func giant() -> Panel {
    let (rowCount, bits, taskCount) = (456_000, 1024, 1310)
    var random = RandomStream(seed: 1).split("giant features")
    let weights = (0..<bits).map { 1 / Double($0 + 30) }
    let scale = 0.01 * Double(bits) / weights.reduce(0, +)
    var starts = [0]
    var indices: [Int32] = []
    for _ in 0..<rowCount {
      for bit in 0..<bits where random.uniform() < weights[bit] * scale {
        indices.append(Int32(bit))
      }
      starts.append(indices.count)
    }
    let tasks = (0..<taskCount).map { task in
      var random = RandomStream(seed: 1).split("giant task", task)
      let share = 0.001 + 0.018 * random.uniform()
      return binaryTask(task, share: share, rowCount: rowCount, random: &random)
    }
    return panel(
      .sparse(SparseBinaryMatrix(rows: rowCount, columns: bits, starts: starts, indices: indices)),
      tasks: tasks,
      layout: .wide)
  }

  /// Tasks of 100 rows of 25 bits and 2 numbers, stacked.
  static func scaling(tasks taskCount: Int) -> Panel {
    let (rows, columns) = (100, 27)
    var random = RandomStream(seed: 2).split("scaling", taskCount)
    var matrix = Matrix<Float>(rows: taskCount * rows, columns: columns)
    for row in 0..<matrix.rows {
      for column in 0..<columns {
        matrix[row, column] =
          column < 25 ? (random.uniform() < 0.3 ? 1 : 0) : Float(random.normal())
      }
    }
    let tasks = (0..<taskCount).map { task in
      LearningTask(
        name: "t\(task)", kind: .regression, rows: Array(task * rows..<(task + 1) * rows),
        targets: (0..<rows).map { _ in random.normal() })
    }
    return panel(.dense(matrix), tasks: tasks, layout: .stacked)
  }

  /// A dense matrix of 0/1 in sparse form.
  static func sparse(_ matrix: Matrix<Float>) -> SparseBinaryMatrix {
    var starts = [0]
    var indices: [Int32] = []
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns where matrix[row, column] != 0 {
        indices.append(Int32(column))
      }
      starts.append(indices.count)
    }
    return SparseBinaryMatrix(
      rows: matrix.rows, columns: matrix.columns, starts: starts, indices: indices)
  }

  private static func binaryTask(
    _ task: Int, share: Double, rowCount: Int, random: inout RandomStream
  ) -> LearningTask {
    let rows = (0..<rowCount).filter { _ in random.uniform() < share }
    let targets = rows.map { _ -> Double in random.uniform() < 0.2 ? 1 : 0 }
    return LearningTask(name: "t\(task)", kind: .classification, rows: rows, targets: targets)
  }

  private static func panel(_ features: Features, tasks: [LearningTask], layout: PanelLayout)
    -> Panel
  {
    Panel(
      features: features, featureNames: (0..<features.columns).map { "x\($0)" }, tasks: tasks,
      layout: layout,
      entities: Array(0..<features.rows), entityCount: features.rows,
      overlapIsKnown: layout == .wide)
  }
}
