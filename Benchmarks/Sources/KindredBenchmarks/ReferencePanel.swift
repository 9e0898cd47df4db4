import Foundation
import LinearAlgebra
import Networks
import Panels

/// A panel in the reference trainers' binary formats.
struct ReferencePanel: Sendable {
  let features: Features
  let loss: LossKind
  let batching: Batching
  /// The rows of each task, and its targets on them.
  let tasks: [(rows: [Int], targets: [Float])]

  /// `.bin`: tasks, features, sizes (int32), rows, targets (float32); the rows of all tasks are stacked.
  init(stacked url: URL, loss: LossKind) throws {
    let words = try Data(contentsOf: url).withUnsafeBytes { Array($0.bindMemory(to: UInt32.self)) }
    let count = Int(words[0])
    let columns = Int(words[1])
    let sizes = words[2..<2 + count].map(Int.init)
    let total = sizes.reduce(0, +)
    let numbers = words[(2 + count)...].map { Float(bitPattern: $0) }
    features = .dense(Matrix(rows: total, columns: columns, elements: Array(numbers[..<(total * columns)])))
    let targets = Array(numbers[(total * columns)...])
    var start = 0
    tasks = sizes.map { size in
      defer { start += size }
      return (Array(start..<start + size), Array(targets[start..<start + size]))
    }
    self.loss = loss
    batching = .perHead
  }

  /// `.wide`: rows, features, tasks, ones (int32), row starts (int32), ones (uint16), targets (float32, NaN missing).
  init(wide url: URL) throws {
    let data = try Data(contentsOf: url)
    let header = data.withUnsafeBytes { bytes in
      (0..<4).map { Int(bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self)) }
    }
    let (rows, columns, count, ones) = (header[0], header[1], header[2], header[3])
    let starts = data.withUnsafeBytes { bytes in
      (0...rows).map { Int(bytes.loadUnaligned(fromByteOffset: 16 + 4 * $0, as: Int32.self)) }
    }
    let at = 16 + 4 * (rows + 1)
    let indices = data.withUnsafeBytes { bytes in
      (0..<ones).map { Int32(bytes.loadUnaligned(fromByteOffset: at + 2 * $0, as: UInt16.self)) }
    }
    features = .sparse(SparseBinaryMatrix(rows: rows, columns: columns, starts: starts, indices: indices))
    tasks = (0..<count).map { task in
      var list: (rows: [Int], targets: [Float]) = ([], [])
      data.withUnsafeBytes { bytes in
        for row in 0..<rows {
          let y = bytes.loadUnaligned(fromByteOffset: at + 2 * ones + 4 * (row * count + task), as: Float.self)
          if !y.isNaN {
            list.rows.append(row)
            list.targets.append(y)
          }
        }
      }
      return list
    }
    loss = .crossEntropy
    batching = .sharedRows
  }

  /// Fold `fold` of 5 of a job, split as the reference does: test, the next fold to stop on, the rest to train.
  func request(_ job: [Int], fold: Int, replicate: Int, settings: TrainingSettings) -> FitRequest {
    let stream = RandomStream(seed: UInt64(replicate))
    return FitRequest(
      inputs: PanelInputs(features: features),
      heads: job.map { task in
        let parts = split(task, fold: fold, stream: stream)
        return HeadData(
          loss: loss, train: parts.train, validation: parts.validation, test: parts.test,
          initialisation: stream.split("head", task, fold), order: stream.split("order", task, fold))
      },
      batching: batching, settings: settings, initialisation: stream.split("trunk", fold),
      order: stream.split("rows", fold))
  }

  private func split(
    _ task: Int, fold: Int, stream: RandomStream
  ) -> (train: HeadRows, validation: HeadRows, test: HeadRows) {
    var parts = [HeadRows](repeating: HeadRows(rows: [], targets: []), count: 3)
    let (rows, targets) = tasks[task]
    var place = [Int](repeating: 0, count: features.rows)
    if batching == .sharedRows {
      var shuffled = stream.split("folds")
      place = shuffled.permutation(features.rows)
    } else {
      var shuffled = stream.split("folds", task)
      var order = shuffled.permutation(rows.count)
      if loss == .crossEntropy { order = order.filter { targets[$0] == 0 } + order.filter { targets[$0] != 0 } }
      for (k, index) in order.enumerated() { place[rows[index]] = k }
    }
    for (row, target) in zip(rows, targets) {
      let part = place[row] % 5 == fold ? 2 : place[row] % 5 == (fold + 1) % 5 ? 1 : 0
      parts[part].rows.append(row)
      parts[part].targets.append(target)
    }
    return (parts[0], parts[1], parts[2])
  }
}
