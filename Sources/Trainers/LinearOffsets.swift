internal import LinearAlgebra
internal import Networks
internal import Panels
internal import Synchronization

/// What linear models of single tasks predict on the rows of a fit, which a network's heads then start from.
///
/// The penalty is the one that does best on the rows that stop the fit early. Rows that train the network get outputs of
/// models that did not see them, or it would learn from residuals that are too small. A task's offsets are the same in
/// every job of a replicate and fold, and are kept for the next one. Shared by threads.
package final class LinearOffsets: Sendable {
  struct Key: Hashable {
    var verifies: Bool
    var task: Int
    var replicate: Int
    var fold: Int
  }

  private struct Parts {
    var train: [Float]
    var validation: [Float]
    var test: [Float]
    var count: Int { train.count + validation.count + test.count }
  }

  private struct Cache {
    var parts: [Key: Parts] = [:]
    var count = 0
  }

  /// Numbers that are kept, 128 MB of them; all are forgotten when there are more.
  private static let capacity = 32 << 20
  private static let folds = 5

  private let learner = LinearLearner()
  private let cache = Mutex(Cache())

  /// Gives a head's rows their offsets; the targets are standardised already.
  func add(to head: inout HeadData, inputs: PanelInputs, key: Key, stream: RandomStream) {
    let parts = cache.withLock { $0.parts[key] } ?? make(head, inputs: inputs, key: key, stream: stream)
    head.train.offsets = parts.train
    head.validation.offsets = parts.validation
    head.test.offsets = parts.test
  }

  private func make(_ head: HeadData, inputs: PanelInputs, key: Key, stream: RandomStream) -> Parts {
    let fit = learner.fit(inputs, train: head.train, validation: head.validation, loss: head.loss)
    let held = learner.crossFittedOutputs(
      inputs, train: head.train, loss: head.loss, near: fit, folds: Self.folds, stream: stream)
    let parts = Parts(
      train: held.map { Float($0) },
      validation: fit.model.outputs(inputs, rows: head.validation.rows).map { Float($0) },
      test: fit.model.outputs(inputs, rows: head.test.rows).map { Float($0) })
    cache.withLock { cache in
      if cache.count + parts.count > Self.capacity { cache = Cache() }
      if cache.parts.updateValue(parts, forKey: key) == nil { cache.count += parts.count }
    }
    return parts
  }
}
