internal import LinearAlgebra

/// An input of a predictor, as it is standardised.
public struct PredictorInput: Equatable, Sendable {
  /// The name of the `PairInput` that it is made of.
  public var source: String
  /// Whether it is 1 where the source is unknown and 0 elsewhere, instead of the source's value.
  public var tellsUnknown: Bool
  /// Mean over all pairs of the panel where the source is known.
  public var mean: Double
  /// Standard deviation over all pairs of the panel; positive.
  public var deviation: Double

  /// What files call it: the source's name, with a question mark where it tells whether that is unknown.
  public var name: String { tellsUnknown ? source + "?" : source }
}

extension PredictorInput: Codable {
  private enum CodingKeys: CodingKey {
    case name, mean, deviation
  }

  /// Reads `name`, `mean` and `deviation`; the question mark of the name says whether it tells the unknown.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let name = try values.decode(String.self, forKey: .name)
    tellsUnknown = name.last == "?"
    source = tellsUnknown ? String(name.dropLast()) : name
    mean = try values.decode(Double.self, forKey: .mean)
    deviation = try values.decode(Double.self, forKey: .deviation)
  }

  /// Writes `name`, `mean` and `deviation`.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    try values.encode(mean, forKey: .mean)
    try values.encode(deviation, forKey: .deviation)
  }
}

/// An input that a predictor does not use, and why.
public struct DroppedInput: Codable, Equatable, Sendable {
  /// Why an input is of no use.
  public enum Reason: String, Codable, Sendable {
    /// Unknown for every pair.
    case unknown
    /// The same for every pair.
    case constant
    /// A linear combination of inputs of its block before it, to one part in a thousand of its variance.
    case collinear
  }
  /// What files call the input.
  public var name: String
  /// Why it is left out.
  public var reason: Reason
  /// For a collinear input: those it repeats, the heaviest first, at most three.
  public var repeats: [String]?
}

/// Standardises the inputs of pairs: unknown values become the mean and raise an indicator, far ones are drawn in.
struct InputScaling: Codable, Equatable, Sendable {
  let inputs: [PredictorInput]
  let dropped: [DroppedInput]
  /// Standardised values beyond this many deviations are set to it: a square would make one odd pair outweigh the rest.
  static let limit = 5.0

  /// Learns means, deviations and what to drop from the inputs of many pairs: (pairs, inputs).
  init(values: Matrix<Double>, inputs all: [PairInput]) {
    var candidates: [(input: PredictorInput, block: InputBlock, column: [Double])] = []
    var dropped: [DroppedInput] = []
    func consider(_ source: PairInput, tellsUnknown: Bool, _ column: [Double]) {
      let center = column.reduce(0, +) / Double(max(column.count, 1))
      let square = column.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(max(column.count, 1))
      guard square > 1e-18 + 1e-12 * center * center else {
        if !tellsUnknown { dropped.append(DroppedInput(name: source.name, reason: .constant)) }
        return
      }
      let input = PredictorInput(
        source: source.name, tellsUnknown: tellsUnknown, mean: center, deviation: square.squareRoot())
      candidates.append((input, source.block, column.map { Self.standardised($0, input) }))
    }
    for (index, input) in all.enumerated() {
      let column = values.column(index)
      let known = column.filter { !$0.isNaN }
      guard !known.isEmpty else {
        dropped.append(DroppedInput(name: input.name, reason: .unknown))
        continue
      }
      let center = known.reduce(0, +) / Double(known.count)
      consider(input, tellsUnknown: false, column.map { $0.isNaN ? center : $0 })
      if known.count < column.count { consider(input, tellsUnknown: true, column.map { $0.isNaN ? 1 : 0 }) }
    }
    var kept: [PredictorInput] = []
    for block in InputBlock.allCases {
      let members = candidates.filter { $0.block == block }
      let basis = IndependentColumns(members.map(\.column))
      kept += basis.kept.map { members[$0].input }
      dropped += basis.dropped.map { index, repeats in
        DroppedInput(
          name: members[index].input.name, reason: .collinear, repeats: repeats.map { members[$0].input.name })
      }
    }
    inputs = kept
    self.dropped = dropped
  }

  var count: Int { inputs.count }

  private static func standardised(_ value: Double, _ input: PredictorInput) -> Double {
    min(limit, max(-limit, (value - input.mean) / input.deviation))
  }

  /// Standardised inputs of pairs: (pairs, inputs) -> (pairs, count). An input that is not among them counts as unknown.
  func apply(to values: Matrix<Double>, inputs known: [PairInput]) -> Matrix<Double> {
    let names = known.map(\.name)
    var result = Matrix<Double>(rows: values.rows, columns: inputs.count)
    for (column, input) in inputs.enumerated() {
      let source = names.firstIndex(of: input.source)
      for row in 0..<values.rows {
        let raw = source.map { values.elements[row * values.columns + $0] } ?? .nan
        let value = input.tellsUnknown ? (raw.isNaN ? 1.0 : 0.0) : (raw.isNaN ? input.mean : raw)
        result.elements[row * inputs.count + column] = Self.standardised(value, input)
      }
    }
    return result
  }
}
