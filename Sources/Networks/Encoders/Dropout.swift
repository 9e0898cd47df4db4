internal import CKernels
public import LinearAlgebra

/// Which outputs of a trunk's layers are dropped on the way of training rows through it.
///
/// Whether a neuron is kept depends on the panel's row, the epoch, the layer and the neuron, so a row meets the same mask
/// alone and in any company, and as often as its forward pass is repeated. What is kept is divided by 1 - rate, so that
/// nothing changes where nothing is dropped. Source: Srivastava et al. 2014.
public struct Dropout: Sendable {
  /// What kept outputs are multiplied by: 1 / (1 - rate). Derivatives before ReLU are multiplied by it too.
  public let scale: Float
  private let threshold: UInt32
  /// One a layer.
  private let salts: [UInt64]

  /// The masks of an epoch.
  ///
  /// - Parameters:
  ///   - layers: hidden layers that have masks.
  ///   - epoch: the epoch that masks are drawn for.
  ///   - rate: the share that is dropped, 0..<1.
  ///   - stream: what masks are drawn from; the same for every job of a replicate and fold.
  public init(rate: Double, layers: Int, epoch: Int, stream: RandomStream) {
    precondition(rate >= 0 && rate < 1, "a share below 1 is dropped")
    scale = Float(1 / (1 - rate))
    threshold = UInt32(rate * 4_294_967_296)
    salts = (0..<layers).map { layer in
      var draws = stream.split("dropout", epoch, layer)
      return draws.next()
    }
  }

  /// Drops outputs of a layer, in place; what is dropped becomes 0, which closes the gate of ReLU on the way back.
  ///
  /// - Parameters:
  ///   - layer: which hidden layer, from 0.
  ///   - y: (lanes, stride), after ReLU.
  ///   - rows: the lanes' rows.
  ///   - identities: the panel's number of each row.
  public func apply(layer: Int, to y: Lanes, rows: AlignedBuffer<Int32>, identities: AlignedBuffer<Int32>) {
    precondition(y.count <= rows.count, "a row for each lane")
    kindred_dropout(
      y.base, y.count, y.stride, rows.base, identities.base, salts[layer], threshold, scale)
  }

  /// Multiplies derivatives before the ReLU of a layer whose outputs were dropped by the factor of those that were kept.
  public func scaleDeltas(_ deltas: Lanes) { kindred_scale(deltas.base, deltas.count * deltas.stride, scale) }
}
