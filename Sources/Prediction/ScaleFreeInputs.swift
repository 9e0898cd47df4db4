internal import LinearAlgebra
internal import RealModule
internal import Relations

/// What is known of a pair in numbers that mean the same on every panel: shares of rows, ratios, correlations and skills;
/// nothing in the panel's own units and nothing that depends on the number of features.
enum ScaleFreeInputs {
  /// Those that need the alone baselines.
  static let skills = PairInput.Skill.allCases.map(PairInput.skill)

  /// Those that need no training, each with the input of a predictor that it is worked out of; the names are those of
  /// `prior.json`.
  static let definitions: [(name: String, source: PairInput, transform: @Sendable (Double) -> Double)] = [
    ("data_ratio_target", .relation(.dataRatio, .target), { $0 }),
    ("size_gap", .relation(.sizeGap, .both), { $0 }),
    // n_partner / n_target from n_target / (n_target + n_partner).
    ("log_size_ratio", .relation(.dataRatio, .target), { Double.log((1 - $0) / $0) }),
    ("containment_target", .relation(.containment, .target), { $0 }),
    ("containment_partner", .relation(.containment, .partner), { $0 }),
    ("sample_overlap", .relation(.sampleOverlap, .both), { $0 }),
    ("log_extra_rows_target", .relation(.extraRows, .target), { Double.log(onePlus: $0) }),
    ("log_extra_rows_partner", .relation(.extraRows, .partner), { Double.log(onePlus: $0) }),
    ("label_correlation", .relation(.labelCorrelation, .both), { $0 }),
    ("label_correlation_size", .relation(.labelCorrelation, .both), { abs($0) }),
  ]

  /// The names of all, in the order of the columns of `values`.
  static func names(withSkills: Bool) -> [String] { definitions.map(\.name) + (withSkills ? skills.map(\.name) : []) }

  /// Works them out of a predictor's inputs: (pairs, inputs) -> (pairs, definitions [+ skills]), NaN where unknown.
  static func values(from known: Matrix<Double>, inputs: [PairInput], withSkills: Bool) -> Matrix<Double> {
    let own = definitions.map { (inputs.firstIndex(of: $0.source), $0.transform) }
    let sources = own + (withSkills ? skills.map { (inputs.firstIndex(of: $0), { $0 }) } : [])
    var result = Matrix<Double>(rows: known.rows, columns: sources.count)
    for row in 0..<known.rows {
      for (column, (source, transform)) in sources.enumerated() {
        let value = source.map { transform(known[row, $0]) } ?? .nan
        result[row, column] = value.isFinite ? value : .nan
      }
    }
    return result
  }
}
