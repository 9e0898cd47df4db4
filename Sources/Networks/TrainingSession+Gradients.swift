extension TrainingSession {
  /// The gradient of each head's mean loss in a step with respect to the trunk; nothing is updated.
  ///
  /// One forward pass of the step's rows and a backward pass for each head, O(heads) times the cost of a step. The heads'
  /// own gradients are kept for `apply`.
  ///
  /// - Parameters:
  ///   - step: of the epoch that was begun.
  ///   - gradients: a buffer a head, each as long as `encoder.parameters`, which are overwritten; 0 where the head has no row
  ///     in the step.
  /// - Returns: rows of each head in the step.
  @discardableResult
  public func taskGradients(step: Int, into gradients: [FloatBuffer]) -> [Int] {
    precondition(gradients.count == heads.count, "\(gradients.count) buffers for \(heads.count) heads")
    heads.gradient.clear()
    for gradient in gradients { gradient.resize(encoder.parameters.count) }
    var rows = [Int](repeating: 0, count: heads.count)
    for index in 0..<schedule.beginStep(step) {
      schedule.fill(block, index: index)
      addTaskGradients(of: block, to: gradients, rows: &rows)
    }
    return rows
  }

  /// The gradient of each head's mean loss over all its validation rows with respect to the trunk; nothing is updated.
  ///
  /// Parameters and result as for `taskGradients(step:into:)`; afterwards `apply` would use gradients of held-out rows.
  @discardableResult
  public func validationGradients(into gradients: [FloatBuffer]) -> [Int] {
    precondition(gradients.count == heads.count, "\(gradients.count) buffers for \(heads.count) heads")
    heads.gradient.clear()
    for gradient in gradients { gradient.resize(encoder.parameters.count) }
    var rows = [Int](repeating: 0, count: heads.count)
    for block in validation.blocks { addTaskGradients(of: block, to: gradients, rows: &rows) }
    return rows
  }

  private func addTaskGradients(of block: LaneBlock, to gradients: [FloatBuffer], rows: inout [Int]) {
    forward(block)
    for segment in 0..<block.segmentCount {
      let head = Int(block.heads.base[segment])
      delta.clear()
      heads.backward(block, segment: segment, representation: encoder.representation.base, delta: delta.base)
      encoder.backward(delta, into: gradients[head], accumulate: true)
      rows[head] += block.entries(of: segment).count
    }
  }

  /// One step of the optimisers: the trunk along `trunkGradient`, the heads along their own of the last
  /// `taskGradients(step:into:)`.
  public func apply(trunkGradient: FloatBuffer) {
    setStepSize()
    encoderOptimiser.step(encoder.parameters, gradient: trunkGradient)
    encoder.parametersChanged()
    headOptimiser.step(heads.parameters, gradient: heads.gradient)
    decayWeights()
  }
}
