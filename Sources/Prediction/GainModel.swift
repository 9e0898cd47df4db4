internal import LinearAlgebra
public import Statistics

/// A fitted model of gains: a quadratic polynomial of relations and skills, plus what each target and partner have in common.
///
/// Everything in it is a plain number, so `predictor.json` can be read, checked and used elsewhere: the standardised inputs
/// z_k = (x_k - mean) / deviation, drawn in to +-5, give gain = c + b' z + z' B z + target effect + partner effect.
public struct GainModel: Codable, Equatable, Sendable {
  /// The version of `predictor.json`.
  public static let formatVersion = 2

  /// The version of the file that it was read from, or this one's.
  public let formatVersion: Int
  /// How it was fitted.
  public let settings: PredictorSettings
  /// Tasks of the panel; it predicts for no other panel.
  public let taskCount: Int
  /// Gains it was fitted to.
  public let labelCount: Int
  /// How much each block of the model explains.
  public let variances: SignalVariances
  /// The factor on all penalties; 1 where the likelihood set them.
  public let lambda: Double
  let scaling: InputScaling
  /// c, b and B of the standardised inputs.
  public let polynomial: GainPolynomial
  /// One a task; 0 where there are none.
  public let targetEffects: [Double]
  /// One a task; 0 where there are none.
  public let partnerEffects: [Double]
  let spread: PredictionSpread
  /// The gains it was fitted to, with the best estimate of each: measurement and prediction weighed by their precision.
  public let measured: [MeasuredPair]

  /// The inputs it uses, in the order of the polynomial's coefficients.
  public var inputs: [PredictorInput] { scaling.inputs }
  /// The inputs it does not use.
  public var dropped: [DroppedInput] { scaling.dropped }

  /// Gains of ordered pairs, expected before any of them is measured.
  ///
  /// O(pairs * inputs^2). Pairs must be of the panel that the predictor was fitted on.
  public func gains(of pairs: [OrderedPair], inputs: PairInputs) -> [Double] {
    precondition(inputs.taskCount == taskCount, "task effects belong to the tasks they were fitted on")
    return gains(at: scaling.apply(to: inputs.values(of: pairs), inputs: inputs.inputs), of: pairs)
  }

  private func gains(at standardised: Matrix<Double>, of pairs: [OrderedPair]) -> [Double] {
    zip(polynomial.values(at: standardised), pairs).map { value, pair in
      value + targetEffects[pair.target] + partnerEffects[pair.partner]
    }
  }

  /// Predictions with intervals for ordered pairs, in their order; the same for any number of threads.
  ///
  /// Intervals hold the expected gain (of infinitely many replicates) with the settings' coverage; see `interval`.
  public func predictions(of pairs: [OrderedPair], inputs: PairInputs, threads: Int = 1) -> [GainPrediction] {
    precondition(inputs.taskCount == taskCount, "task effects belong to the tasks they were fitted on")
    let block = 4096
    let blocks = (pairs.count + block - 1) / block
    let none = GainPrediction(pair: OrderedPair(target: 0, partner: 0), gain: 0, deviation: 0, multiplier: 0)
    return [GainPrediction](unsafeUninitializedCapacity: pairs.count) { buffer, count in
      buffer.initialize(repeating: none)
      nonisolated(unsafe) let slots = buffer
      parallelFor(blocks, threads: threads) { index in
        let range = index * block..<min(pairs.count, (index + 1) * block)
        let chosen = Array(pairs[range])
        let standardised = scaling.apply(to: inputs.values(of: chosen), inputs: inputs.inputs)
        let gains = gains(at: standardised, of: chosen)
        let deviations = spread.deviations(at: standardised, of: chosen)
        for (offset, slot) in range.enumerated() {
          slots[slot] = GainPrediction(
            pair: chosen[offset], gain: gains[offset], deviation: deviations[offset], multiplier: spread.multiplier)
        }
      }
      count = pairs.count
    }
  }
}

/// What a predictor says about one ordered pair.
public struct GainPrediction: Equatable, Sendable {
  /// Target and partner.
  public let pair: OrderedPair
  /// The expected gain, as a share of the target's loss alone.
  public let gain: Double
  /// The standard deviation that the model gives the expected gain around `gain`.
  public let deviation: Double
  /// How many deviations wide the conformal interval is on either side.
  public let multiplier: Double

  /// A prediction with so wide an interval.
  public init(pair: OrderedPair, gain: Double, deviation: Double, multiplier: Double) {
    self.pair = pair
    self.gain = gain
    self.deviation = deviation
    self.multiplier = multiplier
  }

  /// The interval of the expected gain.
  public var interval: ClosedRange<Double> { interval(labelVariance: 0) }

  /// The interval of a fresh label of the pair whose error has the given variance.
  public func interval(labelVariance: Double) -> ClosedRange<Double> {
    let half = multiplier * (deviation * deviation + labelVariance).squareRoot()
    return gain - half...gain + half
  }
}

/// A gain that a predictor was fitted to.
public struct MeasuredPair: Codable, Equatable, Sendable {
  /// The task that gains, by its index in the panel.
  public var target: Int
  /// The task it was trained with.
  public var partner: Int
  /// The measured gain.
  public var gain: Double
  /// Standard error of the measurement, the shared error of its target included.
  public var standardError: Double
  /// The posterior mean of the expected gain: prediction plus the part of the residual that is not noise.
  public var estimate: Double
}
