import Foundation
import Kindred
import Labels
import Prediction

/// A study with measured pairs, read for a benchmark.
struct LabelledStudy: Sendable {
  let name: String
  let table: LossTable
  let inputs: PairInputs
  /// Replicates that pairs were measured in, and those of the baselines alone; ascending.
  let paired: [Int]
  let alone: [Int]

  init(folder: String) throws {
    name = URL(fileURLWithPath: folder).lastPathComponent
    (table, inputs) = try Study(folder: folder).measurements()
    let paired = Set(table.sets(ofSize: 2).flatMap { [table] in table.replicates(of: $0) })
    let all = Set((0..<table.taskCount).flatMap { [table] in table.replicates(of: [$0]) })
    self.paired = paired.sorted()
    alone = all.subtracting(paired).sorted()
  }

  /// Its gains with skills from other baselines: half of those that no pair was measured beside.
  func priorPanel() -> PriorPanel {
    let forSkills = Set(alone.suffix(alone.count / 2))
    let labels = GainLabels(from: table, estimator: GainEstimator(fittedTo: table)) { !forSkills.contains($0) }
    return PriorPanel(
      name: name, inputs: inputs.withSkills(from: table) { forSkills.isEmpty || forSkills.contains($0) }, labels: labels
    )
  }
}
