internal import LinearAlgebra
public import Panels

/// Small random panels for property tests; print the seed with a failure.
///
/// They hold what breaks code: tied and constant features, tasks that overlap, nest and miss each other, tasks of both
/// kinds, rows without any task, few positives.
public enum RandomPanels {
  /// A wide panel: each task measures a random part of the rows, at least ten, at least two of either class.
  public static func wide(tasks: Int, rows: Int, features: Int, seed: UInt64) -> Panel {
    precondition(rows >= 10, "a task needs ten rows")
    var stream = RandomStream(seed: seed).split("wide panel")
    let matrix = randomFeatures(rows: rows, features: features, &stream)
    let learningTasks = (0..<tasks).map { index in
      let size = 10 + stream.below(rows - 9)
      let chosen = index == 0 ? Array(0..<rows) : stream.sample(size, of: rows).sorted()
      return randomTask(index, rows: chosen, &stream)
    }
    return Panel(
      features: .dense(matrix), featureNames: names(features), tasks: learningTasks, layout: .wide,
      entities: Array(0..<rows), entityCount: rows, overlapIsKnown: true)
  }

  /// A stacked panel with `rows` rows a task and half as many again in every second one; with `entities`, rows are named
  /// by an id and tasks share ids.
  public static func stacked(tasks: Int, rows: Int, features: Int, entities: Int? = nil, seed: UInt64) -> Panel {
    precondition(rows >= 10, "a task needs ten rows")
    var stream = RandomStream(seed: seed).split("stacked panel")
    var learningTasks: [LearningTask] = []
    var next = 0
    for index in 0..<tasks {
      let size = index.isMultiple(of: 2) ? rows : rows + rows / 2
      learningTasks.append(randomTask(index, rows: Array(next..<next + size), &stream))
      next += size
    }
    let matrix = randomFeatures(rows: next, features: features, &stream)
    let ids = entities.map { count in (0..<next).map { $0 < count ? $0 : stream.below(count) } } ?? Array(0..<next)
    return Panel(
      features: .dense(matrix), featureNames: names(features), tasks: learningTasks, layout: .stacked, entities: ids,
      entityCount: entities.map { min($0, next) } ?? next, overlapIsKnown: entities != nil)
  }

  /// Normal numbers; every third feature has few values, the last is constant.
  private static func randomFeatures(rows: Int, features: Int, _ stream: inout RandomStream) -> Matrix<Float> {
    var matrix = Matrix<Float>(rows: rows, columns: features)
    for row in 0..<rows {
      for column in 0..<features {
        if column == features - 1 && features > 1 { continue }
        matrix[row, column] = column % 3 == 2 ? Float(stream.below(3)) - 1 : Float(stream.normal())
      }
    }
    return matrix
  }

  /// A regression (even index) or a classification with at least two rows of either class.
  private static func randomTask(_ index: Int, rows: [Int], _ stream: inout RandomStream) -> LearningTask {
    let name = "task\(index)"
    guard index % 2 == 1 else {
      let targets = rows.map { _ in stream.normal() * 3 + 10 }
      return LearningTask(name: name, kind: .regression, rows: rows, targets: targets)
    }
    let share = stream.uniform()
    var targets = rows.map { _ in stream.uniform() < share ? 1.0 : 0 }
    for (position, target) in zip(stream.sample(4, of: rows.count), [0.0, 0, 1, 1]) { targets[position] = target }
    return LearningTask(name: name, kind: .classification, rows: rows, targets: targets)
  }

  private static func names(_ count: Int) -> [String] { (0..<count).map { "x\($0)" } }
}
