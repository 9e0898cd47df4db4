internal import Relations
internal import Prediction
internal import LinearAlgebra

/// The rule of a tool of drug discovery: labels that correlate by .4 to .95 benefit each other, beyond .95 they are the same task
/// and gain nothing, below .4 they harm.
package struct LabelCorrelationRule: GroupingMethod {
  static let harmful = 0.4
  static let redundant = 0.95

  package func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    let table = evidence.inputs.relations
    guard let relation = table.relations.first(where: { $0.name == "label_correlation" }) else {
      throw MethodRefusal("no correlation of labels is among the relations")
    }
    var values = Matrix<Double>(rows: table.taskCount, columns: table.taskCount)
    var isKnown = false
    for a in 0..<table.taskCount {
      for b in 0..<table.taskCount where a != b {
        let correlation = table.value(relation, a, b)
        if !correlation.isNaN { isKnown = true }
        values[a, b] = Self.value(correlation)
      }
    }
    guard isKnown else { throw MethodRefusal("no two tasks share enough rows for a correlation of labels") }
    return MethodProposal(plan: try evidence.setting.plan(of: values), affinities: values)
  }

  /// What a correlation stands for as a gain; an unknown one counts as none.
  package static func value(_ correlation: Double) -> Double {
    if correlation.isNaN { return -harmful }
    return correlation > redundant ? 0 : correlation - harmful
  }
}
