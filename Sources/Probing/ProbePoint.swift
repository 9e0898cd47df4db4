internal import LinearAlgebra
internal import Statistics

/// The geometry of the tasks' gradients at one moment of one replicate, on one view: a row of `probe/trajectory.csv`, or
/// with a layer's name of `probe/layers.csv`.
public struct ProbePoint: Sendable, Equatable {
  /// The number of the joint training, from 0.
  public var replicate: Int
  /// The rows that the gradients are of.
  public var view: ProbeView
  /// Steps done; 0 is the untrained network.
  public var step: Int
  /// Epochs done, with the fraction of the one under way.
  public var epoch: Double
  /// nil for the whole trunk.
  public var layer: String?
  /// Mean over pairs; nil where no pair has a cosine.
  public var meanCosine: Double?
  /// Mean over pairs of the cosine's absolute value; nil where no pair has one.
  public var meanAbsoluteCosine: Double?
  /// Share of the pairs whose cosine is below 0.
  public var conflictShare: Double?
  /// Mean cosine of the focal task with the others.
  public var focalCosine: Double?
  /// Mean length of the tasks' gradients.
  public var meanNorm: Double?
  /// The focal gradient's length over the mean of the others'.
  public var focalNormRatio: Double?
  /// Of the representation of the view's rows (whole trunk, not on minibatches).
  public var effectiveRank: Double?
  /// Mean over tasks.
  public var loss: Double?

  /// A point with nothing measured yet.
  public init(replicate: Int, view: ProbeView, step: Int, epoch: Double, layer: String? = nil) {
    self.replicate = replicate
    self.view = view
    self.step = step
    self.epoch = epoch
    self.layer = layer
  }
}

extension ProbePoint {
  /// Summarises a Gram matrix of gradients and its cosines.
  init(
    replicate: Int, view: ProbeView, step: Int, epoch: Double, layer: String? = nil, gram: Matrix<Double>,
    cosines: Matrix<Double>, focal: Int?
  ) {
    self.init(replicate: replicate, view: view, step: step, epoch: epoch, layer: layer)
    var (pairs, sum, absolute, negative) = (0, 0.0, 0.0, 0)
    for a in 0..<cosines.rows {
      for b in (a + 1)..<max(cosines.rows, a + 1) where !cosines[a, b].isNaN {
        pairs += 1
        sum += cosines[a, b]
        absolute += abs(cosines[a, b])
        if cosines[a, b] < 0 { negative += 1 }
      }
    }
    if pairs > 0 {
      meanCosine = sum / Double(pairs)
      meanAbsoluteCosine = absolute / Double(pairs)
      conflictShare = Double(negative) / Double(pairs)
    }
    let norms = (0..<gram.rows).map { gram[$0, $0].squareRoot() }
    meanNorm = mean(norms)
    guard let focal else { return }
    let others = (0..<gram.rows).filter { $0 != focal }
    focalCosine = mean(others.map { cosines[focal, $0] }.filter { !$0.isNaN })
    if let length = mean(others.map { norms[$0] }), length > 0 { focalNormRatio = norms[focal] / length }
  }
}
