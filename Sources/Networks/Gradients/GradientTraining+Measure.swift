internal import CKernels
package import LinearAlgebra

extension GradientTraining {
  /// The products of the tasks' gradients on the rows that the next step takes; the training is not touched.
  ///
  /// One forward pass a block and one backward pass a task. Traps without training rows.
  package func measureNextBatch() -> GradientProducts {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    return batchProducts()
  }

  /// The products on all rows of a part, with their losses; the training is not touched.
  ///
  /// O(rows K parameters), less for sparse inputs, and O(K^2 parameters) for the products.
  package func measure(_ part: Part) -> GradientProducts {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    return explicitProducts { body in for block in blocks(of: part) { body(block) } }
  }

  /// `measureNextBatch`, leaving the tasks' deltas or gradients and the heads' gradients behind for a step.
  func batchProducts() -> GradientProducts {
    if beginNextStep() == 1, let encoder = encoder as? any GradientProductEncoder { return blockProducts(encoder) }
    return explicitBatchProducts()
  }

  /// From whole gradients of all tasks, which are left behind.
  func explicitBatchProducts() -> GradientProducts {
    explicitProducts(holdingAll: true) { body in forEachBlockOfNextStep(body) }
  }

  /// Each task's mean loss on the rows that the next step takes; NaN where it has none.
  func nextBatchLosses() -> [Double] {
    var meter = LossMeter(tasks: taskCount)
    forEachBlockOfNextStep { block in
      session.forward(block)
      meter.add(block, heads: heads)
    }
    return meter.means
  }

  /// Without a gradient, from the inner products of the lanes.
  private func blockProducts(_ encoder: any GradientProductEncoder) -> GradientProducts {
    var meter = LossMeter(tasks: taskCount)
    var sums = emptySums
    heads.gradient.clear()
    forEachBlockOfNextStep { block in
      session.forward(block)
      meter.add(block, heads: heads)
      let size = block.laneCount * encoder.stride
      taskDeltas.resize(taskCount * size)
      for segment in 0..<block.segmentCount {
        delta.clear()
        heads.backward(block, segment: segment, representation: encoder.representation.base, delta: delta.base)
        (taskDeltas.base + Int(block.heads.base[segment]) * size).update(from: delta.base, count: size)
      }
      encoder.addGradientProducts(taskDeltas, tasks: taskCount, buffers: productBuffers, to: &sums)
    }
    return GradientProducts(layers: sums, losses: meter.means)
  }

  /// From whole gradients, tile by tile.
  private func explicitProducts(
    holdingAll: Bool = false, over rows: ((LaneBlock) -> Void) -> Void
  ) -> GradientProducts {
    let parameters = encoder.parameters.count
    let tiles = holdingAll ? [0..<taskCount] : taskGradients.tiles(tasks: taskCount, parameters: parameters)
    var sums = emptySums
    var losses: [Double] = []
    for (first, tile) in tiles.enumerated() {
      for other in tiles[first...] {
        let isSame = other == tile
        var meter = LossMeter(tasks: taskCount)
        taskGradients.begin(count: tile.count + (isSame ? 0 : other.count), parameters: parameters)
        heads.gradient.clear()
        rows { block in
          session.forward(block)
          meter.add(block, heads: heads)
          addGradients(block, tile: tile, other: isSame ? nil : other)
        }
        losses = meter.means
        let columns = isSame ? 0..<tile.count : tile.count..<tile.count + other.count
        taskGradients.addProducts(
          rows: 0..<tile.count, rowTasks: tile, columns: columns, columnTasks: other, layers: encoder.layers, to: &sums)
      }
    }
    return GradientProducts(layers: sums, losses: losses)
  }

  private func addGradients(_ block: LaneBlock, tile: Range<Int>, other: Range<Int>?) {
    for segment in 0..<block.segmentCount {
      let head = Int(block.heads.base[segment])
      let slot: Int
      if tile.contains(head) {
        slot = head - tile.lowerBound
      } else if let other, other.contains(head) {
        slot = tile.count + head - other.lowerBound
      } else {
        continue
      }
      delta.clear()
      heads.backward(block, segment: segment, representation: encoder.representation.base, delta: delta.base)
      taskGradients.add(delta, slot: slot, encoder: encoder)
    }
  }

  private var emptySums: [Matrix<Double>] {
    encoder.layers.map { _ in Matrix<Double>(rows: taskCount, columns: taskCount) }
  }

  /// Each task's mean loss on all rows of a part; NaN where it has none there.
  package func losses(_ part: Part) -> [Double] {
    var meter = LossMeter(tasks: taskCount)
    for block in blocks(of: part) {
      session.forward(block)
      meter.add(block, heads: heads)
    }
    return meter.means
  }

  /// The objective on all validation rows; 0 without any.
  public var validationLoss: Double { session.validationLoss() }

  /// The representations of the first rows of a part that tasks measure: (at most `limit`, width).
  package func representation(_ part: Part, limit: Int) -> Matrix<Double> {
    var rows: [Double] = []
    var count = 0
    for block in blocks(of: part) {
      guard count < limit else { break }
      session.forward(block)
      for lane in 0..<block.laneCount where count < limit {
        for neuron in 0..<encoder.width {
          rows.append(Double(encoder.representation.base[lane * encoder.stride + neuron]))
        }
        count += 1
      }
    }
    return Matrix(rows: count, columns: encoder.width, elements: rows)
  }
}

/// Sums each task's losses over blocks.
private struct LossMeter {
  private let sums: AlignedBuffer<Double>
  private var counts: [Int]

  init(tasks: Int) {
    sums = AlignedBuffer<Double>(count: tasks)
    counts = [Int](repeating: 0, count: tasks)
  }

  mutating func add(_ block: LaneBlock, heads: LinearHeads) {
    heads.addLosses(block, to: sums)
    for segment in 0..<block.segmentCount {
      counts[Int(block.heads.base[segment])] += block.entries(of: segment).count
    }
  }

  var means: [Double] { counts.indices.map { counts[$0] > 0 ? sums.base[$0] / Double(counts[$0]) : .nan } }
}
