internal import LinearAlgebra
internal import RealModule
internal import Relations

/// What is known of a pair in numbers that mean the same on every panel: shares of rows, ratios, correlations and skills;
/// nothing in the panel's own units and nothing that depends on the number of features.
enum ScaleFreeInputs {
  /// Those that need the alone baselines.
  static let skills = ["skill_target", "skill_partner", "skill_difference"]

  /// Those that need no training, each with the input of a predictor that it is worked out of.
  static let definitions: [(name: String, source: String, transform: @Sendable (Double) -> Double)] = [
    ("data_ratio_target", "data_ratio_target", { $0 }),
    ("size_gap", "size_gap", { $0 }),
    // n_partner / n_target from n_target / (n_target + n_partner).
    ("log_size_ratio", "data_ratio_target", { Double.log((1 - $0) / $0) }),
    ("containment_target", "containment_target", { $0 }),
    ("containment_partner", "containment_partner", { $0 }),
    ("sample_overlap", "sample_overlap", { $0 }),
    ("log_extra_rows_target", "extra_rows_target", { Double.log(onePlus: $0) }),
    ("log_extra_rows_partner", "extra_rows_partner", { Double.log(onePlus: $0) }),
    ("label_correlation", "label_correlation", { $0 }),
    ("label_correlation_size", "label_correlation", { abs($0) }),
  ]

  /// Works them out of a predictor's inputs: (pairs, names) -> (pairs, definitions [+ skills]), NaN where unknown.
  static func values(from known: Matrix<Double>, names: [String], withSkills: Bool) -> Matrix<Double> {
    let own = definitions.map { (names.firstIndex(of: $0.source), $0.transform) }
    let sources = own + (withSkills ? skills.map { (names.firstIndex(of: $0), { $0 }) } : [])
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
