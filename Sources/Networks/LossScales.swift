/// What each head's summed loss counts in a step's loss.
///
/// `tasks`: weight / the head's entries; `cells`: weight / the entries of all heads. Weights are the tasks'.
final class LossScales {
  private var weights: [Float] = []
  private var objective = Objective.tasks
  let values = FloatBuffer()

  func load(_ request: FitRequest) {
    weights = request.heads.map { Float($0.weight) }
    objective = request.settings.objective
    values.resize(weights.count)
  }

  /// - Parameter counts: entries of each head.
  func set(_ counts: AlignedBuffer<Int32>) {
    var total: Int32 = 0
    for head in 0..<values.count { total += counts.base[head] }
    for head in 0..<values.count {
      values.base[head] = weights[head] / Float(objective == .tasks ? counts.base[head] : total)
    }
  }
}
