internal import CKernels
internal import LinearAlgebra
internal import Panels

/// Which samples the tasks share, and their labels on them, for all pairs at once.
///
/// A sample is a row in a wide panel and an entity in a stacked one; where overlap cannot be seen nothing is shared. A task
/// that measured an entity more than once counts it once, with its mean label.
struct SharedSamples: Sendable {
  /// `sampleCounts[t]`: different samples of task t.
  let sampleCounts: [Int]
  /// Sample s was measured by `tasks[starts[s]..<starts[s + 1]]`, ascending.
  private let starts: [Int]
  private let tasks: [Int32]
  /// Standardised labels, and 1 where they may be seen, else 0.
  private let values: [Double]
  private let weights: [Double]
  /// For each sample of a task: where its own entry is, up to the end of the sample's entries.
  private let entries: [[Range<Int>]]

  init(_ panel: Panel, labels: [TaskLabels], excluding hidden: [Bool]) {
    let measured = zip(panel.tasks, labels).map { Self.measured($0, labels: $1, panel: panel, excluding: hidden) }
    sampleCounts = zip(panel.tasks, measured).map { $1.isEmpty ? $0.rows.count : $1.count }
    let sampleCount = panel.layout == .wide ? panel.rowCount : panel.entityCount
    var starts = [Int](repeating: 0, count: sampleCount + 1)
    for sample in measured.joined() { starts[sample.key + 1] += 1 }
    for index in 0..<sampleCount { starts[index + 1] += starts[index] }
    var next = starts
    var tasks = [Int32](repeating: 0, count: starts[sampleCount])
    var values = [Double](repeating: 0, count: tasks.count)
    var weights = values
    var entries = measured.map { _ in [Range<Int>]() }
    for (task, samples) in measured.enumerated() {
      entries[task].reserveCapacity(samples.count)
      for sample in samples {
        let place = next[sample.key]
        next[sample.key] += 1
        (tasks[place], values[place], weights[place]) = (Int32(task), sample.value, sample.weight)
        entries[task].append(place..<starts[sample.key + 1])
      }
    }
    (self.starts, self.tasks, self.values, self.weights, self.entries) = (starts, tasks, values, weights, entries)
  }

  private struct Sample {
    let key: Int
    let value: Double
    let weight: Double
  }

  /// A task's different samples, ascending by key.
  private static func measured(
    _ task: LearningTask, labels: TaskLabels, panel: Panel, excluding hidden: [Bool]
  ) -> [Sample] {
    guard panel.layout == .wide || panel.overlapIsKnown else { return [] }
    let scale = labels.variance > 0 ? 1 / labels.variance.squareRoot() : 1
    let single = task.rows.indices.map { index in
      let row = task.rows[index]
      let value = hidden[row] ? 0 : (Double(task.targets[index]) - labels.mean) * scale
      return Sample(key: panel.layout == .wide ? row : panel.entities[row], value: value, weight: hidden[row] ? 0 : 1)
    }
    return panel.layout == .wide ? single : merged(single.sorted { $0.key < $1.key })
  }

  /// One sample a key, with the mean of its visible labels.
  private static func merged(_ sorted: [Sample]) -> [Sample] {
    var result: [Sample] = []
    var begin = 0
    while begin < sorted.count {
      var end = begin
      while end < sorted.count && sorted[end].key == sorted[begin].key { end += 1 }
      let visible = sorted[begin..<end].filter { $0.weight > 0 }
      let mean = visible.isEmpty ? 0 : visible.reduce(0) { $0 + $1.value } / Double(visible.count)
      result.append(Sample(key: sorted[begin].key, value: mean, weight: visible.isEmpty ? 0 : 1))
      begin = end
    }
    return result
  }

  /// The moments of task a with every task t > a over the samples that both measured, (tasks, 8): their number, then over
  /// those with two visible labels the number, x, y, xx, yy and xy. O(samples of a * tasks of a sample).
  func moments(of a: Int, into moments: LaneBuffer<Double>) {
    moments.fill(with: 0)
    tasks.withUnsafeBufferPointer { tasks in
      values.withUnsafeBufferPointer { values in
        weights.withUnsafeBufferPointer { weights in
          for entry in entries[a] where entry.count > 1 {
            let others = entry.lowerBound + 1..<entry.upperBound
            kindred_shared_moments(
              UnsafeBufferPointer(rebasing: tasks[others]).baseAddress,
              UnsafeBufferPointer(rebasing: values[others]).baseAddress,
              UnsafeBufferPointer(rebasing: weights[others]).baseAddress, others.count, values[entry.lowerBound],
              weights[entry.lowerBound], moments.start)
          }
        }
      }
    }
  }
}
