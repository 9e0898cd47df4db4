internal import LinearAlgebra

/// An input of a predictor, as it is standardised.
public struct PredictorInput: Codable, Equatable, Sendable {
  /// The name of a column of `PairInputs`; `name?` is 1 where that column is unknown and 0 elsewhere.
  public var name: String
  public var mean: Double
  /// Standard deviation over all pairs of the panel; positive.
  public var deviation: Double
}

/// An input that a predictor does not use, and why.
public struct DroppedInput: Codable, Equatable, Sendable {
  public enum Reason: String, Codable, Sendable {
    /// Unknown for every pair.
    case unknown
    /// The same for every pair.
    case constant
    /// A linear combination of inputs of its block before it, to one part in a thousand of its variance.
    case collinear
  }
  public var name: String
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

  /// Learns means, deviations and what to drop from the inputs of many pairs: (pairs, names).
  init(values: Matrix<Double>, names: [String]) {
    var candidates: [(PredictorInput, [Double])] = []
    var dropped: [DroppedInput] = []
    func consider(_ name: String, _ column: [Double]) {
      let center = column.reduce(0, +) / Double(max(column.count, 1))
      let square = column.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(max(column.count, 1))
      guard square > 1e-18 + 1e-12 * center * center else {
        if !name.hasSuffix("?") { dropped.append(DroppedInput(name: name, reason: .constant)) }
        return
      }
      let input = PredictorInput(name: name, mean: center, deviation: square.squareRoot())
      candidates.append((input, column.map { Self.standardised($0, input) }))
    }
    for (index, name) in names.enumerated() {
      let column = values.column(index)
      let known = column.filter { !$0.isNaN }
      guard !known.isEmpty else {
        dropped.append(DroppedInput(name: name, reason: .unknown))
        continue
      }
      let center = known.reduce(0, +) / Double(known.count)
      consider(name, column.map { $0.isNaN ? center : $0 })
      if known.count < column.count { consider(name + "?", column.map { $0.isNaN ? 1 : 0 }) }
    }
    var kept: [PredictorInput] = []
    for block in InputBlock.allCases {
      let members = candidates.filter { InputBlock(ofInput: $0.0.name) == block }
      let basis = IndependentColumns(members.map(\.1))
      kept += basis.kept.map { members[$0].0 }
      dropped += basis.dropped.map { index, repeats in
        DroppedInput(name: members[index].0.name, reason: .collinear, repeats: repeats.map { members[$0].0.name })
      }
    }
    inputs = kept
    self.dropped = dropped
  }

  var count: Int { inputs.count }

  private static func standardised(_ value: Double, _ input: PredictorInput) -> Double {
    min(limit, max(-limit, (value - input.mean) / input.deviation))
  }

  /// Standardised inputs of pairs: (pairs, names) -> (pairs, count). An input that `names` lacks counts as unknown.
  func apply(to values: Matrix<Double>, names: [String]) -> Matrix<Double> {
    var result = Matrix<Double>(rows: values.rows, columns: inputs.count)
    for (column, input) in inputs.enumerated() {
      let isIndicator = input.name.hasSuffix("?")
      let source = names.firstIndex(of: isIndicator ? String(input.name.dropLast()) : input.name)
      for row in 0..<values.rows {
        let raw = source.map { values.elements[row * values.columns + $0] } ?? .nan
        let value = isIndicator ? (raw.isNaN ? 1.0 : 0.0) : (raw.isNaN ? input.mean : raw)
        result.elements[row * inputs.count + column] = Self.standardised(value, input)
      }
    }
    return result
  }
}
