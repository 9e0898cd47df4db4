internal import LinearAlgebra
internal import Statistics

/// How the inputs of a panel's pairs are scaled and expanded, learned from all pairs or an even sample of them.
struct InputSpace: Sendable {
  let scaling: InputScaling
  /// The block of each input.
  let blocks: [InputBlock]
  let expansion: QuadraticExpansion
  /// Pairs beyond which moments are taken from an even sample.
  static let maxPairs = 10_000

  init(_ inputs: PairInputs, quadratic: Bool) {
    let values = inputs.values(of: Self.sample(taskCount: inputs.taskCount))
    let scaling = InputScaling(values: values, inputs: inputs.inputs)
    self.scaling = scaling
    let blockOf = Dictionary(inputs.inputs.map { ($0.name, $0.block) }) { first, _ in first }
    blocks = scaling.inputs.compactMap { blockOf[$0.source] }
    let standardised = scaling.apply(to: values, inputs: inputs.inputs)
    expansion = QuadraticExpansion(inputs: quadratic ? standardised : Matrix(rows: values.rows, columns: 0))
  }

  /// Every ordered pair, or evenly spaced ones in their order.
  static func sample(taskCount: Int, atMost most: Int = maxPairs) -> [OrderedPair] {
    let count = taskCount * (taskCount - 1)
    // A step that is odd to the row length, so that partners do not repeat in step with targets.
    let step = max(1, (count + most - 1) / most)
    return stride(from: 0, to: count, by: step).map { index in
      let target = index / (taskCount - 1)
      let position = (index + (step > 1 ? target : 0)) % (taskCount - 1)
      return OrderedPair(target: target, partner: position < target ? position : position + 1)
    }
  }
}
