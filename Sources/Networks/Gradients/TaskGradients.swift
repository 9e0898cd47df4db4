internal import LinearAlgebra

/// Whole gradients of some tasks at a time, and the inner products of them all.
///
/// Serves every encoder and any number of blocks. As many gradients are held as the memory allows; where that is not all
/// of them, the tasks are cut into tiles and the rows are gone through once for every pair of tiles.
final class TaskGradients {
  /// A gradient and the number of the head it belongs to now.
  private var buffers: [FloatBuffer] = []
  private var isBegun: [Bool] = []
  private let left = FloatBuffer()
  private let right = FloatBuffer()
  private let products = FloatBuffer()
  /// Floats of each gradient that are multiplied at a time.
  private static let chunk = 2048

  /// Bytes that the gradients may take, at least two gradients.
  let memory: Int

  init(memory: Int) { self.memory = memory }

  /// The tasks cut into tiles of which two fit into memory, or one tile of all.
  func tiles(tasks: Int, parameters: Int) -> [Range<Int>] {
    let fitting = max(2, memory / (MemoryLayout<Float>.stride * max(parameters, 1)))
    if tasks <= fitting { return [0..<tasks] }
    let size = fitting / 2
    return stride(from: 0, to: tasks, by: size).map { $0..<min($0 + size, tasks) }
  }

  /// Makes room for the gradients of one or two tiles, all 0.
  func begin(count: Int, parameters: Int) {
    while buffers.count < count { buffers.append(FloatBuffer()) }
    for slot in 0..<count where buffers[slot].count != parameters { buffers[slot].resize(parameters) }
    isBegun = [Bool](repeating: false, count: count)
  }

  /// Adds dL/dz of the encoder's last forward pass to the gradient in a slot.
  func add(_ delta: FloatBuffer, slot: Int, encoder: any Encoder) {
    encoder.backward(delta, into: buffers[slot], accumulate: isBegun[slot])
    isBegun[slot] = true
  }

  /// The gradient in a slot; nil where nothing was added to it.
  func gradient(_ slot: Int) -> FloatBuffer? { isBegun[slot] ? buffers[slot] : nil }

  /// Adds the inner products of the gradients in two ranges of slots, layer by layer.
  ///
  /// Floats are multiplied in chunks and the chunks summed in Double.
  ///
  /// - Parameters:
  ///   - rows: the slots of the tasks `rowTasks`, and likewise `columns`.
  ///   - sums: a (K, K) matrix a layer, in which both triangles are written.
  func addProducts(
    rows: Range<Int>, rowTasks: Range<Int>, columns: Range<Int>, columnTasks: Range<Int>, layers: [ParameterLayer],
    to sums: inout [Matrix<Double>]
  ) {
    left.resize(rows.count * Self.chunk)
    right.resize(columns.count * Self.chunk)
    products.resize(rows.count * columns.count)
    for (index, layer) in layers.enumerated() {
      for start in stride(from: layer.range.lowerBound, to: layer.range.upperBound, by: Self.chunk) {
        let length = min(Self.chunk, layer.range.upperBound - start)
        gather(rows, start: start, length: length, into: left)
        gather(columns, start: start, length: length, into: right)
        multiplyRows(
          left.base, rows: rows.count, right.base, otherRows: columns.count, length: length, stride: Self.chunk,
          into: products.base)
        for (i, task) in rowTasks.enumerated() {
          for (j, other) in columnTasks.enumerated() where other >= task {
            let value = Double(products.base[i * columns.count + j])
            sums[index][task, other] += value
            if other > task { sums[index][other, task] += value }
          }
        }
      }
    }
  }

  private func gather(_ slots: Range<Int>, start: Int, length: Int, into target: FloatBuffer) {
    for (row, slot) in slots.enumerated() {
      let destination = target.base + row * Self.chunk
      if isBegun[slot] {
        destination.update(from: buffers[slot].base + start, count: length)
      } else {
        destination.update(repeating: 0, count: length)
      }
    }
  }
}
