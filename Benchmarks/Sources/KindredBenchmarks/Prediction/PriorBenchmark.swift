import Foundation
import LinearAlgebra
import Prediction
import Statistics

/// `prior [out=FILE] STUDY...`: what gains of panels say about those of a panel that is left out, and the model of all.
///
/// For each study, a prior fitted to the others is correlated with its measured gains: with the tasks' skills (n trainings,
/// no pair) and without any training, beside the partner's share of the rows alone. `out` writes both models, fitted to all.
enum PriorBenchmark {
  @Sendable static func run(_ arguments: [String]) throws {
    useSingleThreadedBLAS()
    let arguments = Arguments(arguments)
    let panels = try arguments.rest.map { try LabelledStudy(folder: $0).priorPanel() }
    print("                   with skills               without training          partner's rows")
    print("panel       gains      r  within  same sign      r  within  same sign      r  within  more common sign")
    for panel in panels {
      let others = panels.filter { $0.name != panel.name }
      let size = PartnerSize.values(panel)
      let columns = [true, false].map { withSkills in
        figures(GainPrior(fittedTo: others, withSkills: withSkills).gains(of: panel.pairs, inputs: panel.inputs), panel)
      }
      let positive = mean(panel.gains.map { $0 > 0 ? 1 : 0 }) ?? 0
      print(
        panel.name.padding(toLength: 11, withPad: " ", startingAt: 0) + String(format: "%6d", panel.gains.count)
          + columns.joined() + correlations(size, panel) + String(format: "%18.2f", max(positive, 1 - positive)))
    }
    guard let path = arguments.text("out") else { return }
    let priors = GainPriors(
      trained: GainPrior(fittedTo: panels, withSkills: true), untrained: GainPrior(fittedTo: panels, withSkills: false))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(priors).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  private static func correlations(_ predicted: [Double], _ panel: PriorPanel) -> String {
    let within = withinGroupCorrelation(predicted, panel.gains, group: panel.pairs.map(\.target)) ?? 0
    return String(format: "%7.2f %7.2f", pearsonCorrelation(predicted, panel.gains) ?? 0, within)
  }

  private static func figures(_ predicted: [Double], _ panel: PriorPanel) -> String {
    let same = mean(zip(predicted, panel.gains).map { $0 * $1 > 0 ? 1.0 : 0 }) ?? 0
    return correlations(predicted, panel) + String(format: "%11.2f", same)
  }
}

/// The partner's share of a pair's rows.
enum PartnerSize {
  static func values(_ panel: PriorPanel) -> [Double] {
    guard let column = panel.inputs.names.firstIndex(of: "data_ratio_target") else { return panel.pairs.map { _ in 0 } }
    return panel.inputs.values(of: panel.pairs).column(column).map { 1 - $0 }
  }
}
