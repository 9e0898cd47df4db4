package import Diagnostics
internal import Foundation
package import Labels
package import Panels
internal import Statistics
internal import Tables

/// `gains.csv`: every measured gain, a row a target and partner; where targets of the panel are bounds, how many of the target's.
package enum GainsFile {
  static let header = [
    "target", "partner", "replicates", "gain", "gain_se", "metric", "metric_benefit", "metric_benefit_se",
    "loss_alone", "loss_together",
  ]

  package static func write(_ gains: [Gain], tasks: [LearningTask], to path: String) throws(UserError) {
    let hasBounds = tasks.contains { $0.sides != nil }
    var rows = CSVWriter(header: header + (hasBounds ? ["bounded"] : []))
    for gain in gains {
      let target = tasks[gain.target]
      rows.append(
        [
          .text(target.name), .text(tasks[gain.partner].name), .integer(gain.replicates), .number(gain.gain),
          .number(gain.gainSE), .text(target.kind.primaryMetric), .number(gain.metricBenefit),
          .number(gain.metricBenefitSE), .number(gain.lossAlone), .number(gain.lossTogether),
        ] + (hasBounds ? [.integer(target.boundedCount)] : []))
    }
    try rows.write(to: path)
  }

  /// The gains of the file; none where it is not there yet, or where nothing was measured. Rows of tasks that the panel does
  /// not have are left out.
  package static func read(_ path: String, tasks: [LearningTask]) throws(UserError) -> [Gain] {
    guard hasRows(path) else { return [] }
    let table = try Table.read(path)
    let index = Dictionary(uniqueKeysWithValues: tasks.enumerated().map { ($1.name, $0) })
    let (target, partner) = (try table.texts("target"), try table.texts("partner"))
    let (gain, gainSE) = (try table.numbers("gain"), try table.optionalNumbers("gain_se"))
    let (benefit, benefitSE) = (
      try table.optionalNumbers("metric_benefit"), try table.optionalNumbers("metric_benefit_se")
    )
    let replicates = try table.integers("replicates")
    let (alone, together) = (try table.numbers("loss_alone"), try table.numbers("loss_together"))
    return (0..<table.rowCount).compactMap { row in
      guard let i = index[target[row]], let j = index[partner[row]] else { return nil }
      return Gain(
        target: i, partners: [j], replicates: replicates[row], gain: gain[row], gainSE: gainSE[row],
        metricBenefit: benefit[row], metricBenefitSE: benefitSE[row], lossAlone: alone[row],
        lossTogether: together[row])
    }
  }

  /// Whether there is anything below the header.
  private static func hasRows(_ path: String) -> Bool {
    let lines = FileManager.default.contents(atPath: path)?.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
    return (lines?.count ?? 0) > 1
  }
}

extension TaskKind {
  /// The metric that benefits are counted in.
  package var primaryMetric: String { self == .classification ? "auc" : "r2" }
}
