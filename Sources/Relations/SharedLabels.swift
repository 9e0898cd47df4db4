internal import CKernels
internal import LinearAlgebra
internal import Panels
internal import Statistics

/// The correlation of the labels of every pair of tasks over the entities that both measured, all pairs at once.
///
/// An entity that a task measured more than once counts once, with its mean label. NaN below `TaskOverlap.fewestShared`
/// entities with two visible labels, where one of the targets is constant on them, and where overlap cannot be seen.
/// O(entities of a task * tasks of an entity) for each task.
func sharedLabelCorrelations(
  _ panel: Panel, labels: [TaskLabels], excluding hidden: [Bool], threads: Int
) -> PairTable<Double> {
  let taskCount = panel.tasks.count
  guard panel.overlapIsKnown else { return PairTable(taskCount: taskCount) { _ in .nan } }
  let entries = LabelEntries(panel, labels: labels, excluding: hidden)
  return PairTable(taskCount: taskCount, threads: threads) { a, store in
    let moments = entries.moments(of: a)
    for b in a + 1..<taskCount {
      store(b, correlation(ofMoments: UnsafeBufferPointer(start: moments.start + b * 8, count: 8)))
    }
  }
}

/// Pearson's correlation from number, x, y, xx, yy and xy.
private func correlation(ofMoments moments: UnsafeBufferPointer<Double>) -> Double {
  let count = moments[0]
  guard count >= Double(TaskOverlap.fewestShared) else { return .nan }
  let (x, y) = (moments[1] / count, moments[2] / count)
  let (xx, yy, xy) = (moments[3] / count, moments[4] / count, moments[5] / count)
  let variances = (xx - x * x, yy - y * y)
  // What rounding leaves of the variance of a constant.
  guard variances.0 > 1e-12 * xx && variances.1 > 1e-12 * yy else { return .nan }
  return min(max((xy - x * y) / (variances.0 * variances.1).squareRoot(), -1), 1)
}

/// The visible labels of all tasks, standardised, by entity.
private struct LabelEntries: Sendable {
  /// Entity e was measured by `tasks[starts[e]..<starts[e + 1]]`, ascending.
  private let tasks: [Int32]
  private let values: [Double]
  /// For each entity of a task: where its own entry is, up to the end of the entity's entries.
  private let places: [[Range<Int>]]

  init(_ panel: Panel, labels: [TaskLabels], excluding hidden: [Bool]) {
    let measured = panel.tasks.indices.map { panel.entityLabels(of: $0, excluding: hidden) }
    var starts = [Int](repeating: 0, count: panel.entityCount + 1)
    for task in measured { for entity in task.entities { starts[entity + 1] += 1 } }
    for index in 0..<panel.entityCount { starts[index + 1] += starts[index] }
    var next = starts
    var tasks = [Int32](repeating: 0, count: starts[panel.entityCount])
    var values = [Double](repeating: 0, count: tasks.count)
    var places = measured.map { _ in [Range<Int>]() }
    for (task, known) in measured.enumerated() {
      let scale = labels[task].variance > 0 ? 1 / labels[task].variance.squareRoot() : 1
      places[task].reserveCapacity(known.entities.count)
      for (entity, label) in zip(known.entities, known.labels) {
        let place = next[entity]
        next[entity] += 1
        (tasks[place], values[place]) = (Int32(task), (label - labels[task].mean) * scale)
        places[task].append(place..<starts[entity + 1])
      }
    }
    (self.tasks, self.values, self.places) = (tasks, values, places)
  }

  /// (tasks, 8): the moments of task a with every task t > a, number, x, y, xx, yy, xy and two zeros.
  func moments(of a: Int) -> LaneBuffer<Double> {
    let moments = LaneBuffer<Double>(places.count * 8, filledWith: 0)
    tasks.withUnsafeBufferPointer { tasks in
      values.withUnsafeBufferPointer { values in
        for place in places[a] where place.count > 1 {
          let others = place.lowerBound + 1..<place.upperBound
          kindred_shared_moments(
            UnsafeBufferPointer(rebasing: tasks[others]).baseAddress,
            UnsafeBufferPointer(rebasing: values[others]).baseAddress, others.count, values[place.lowerBound],
            moments.start)
        }
      }
    }
    return moments
  }
}
