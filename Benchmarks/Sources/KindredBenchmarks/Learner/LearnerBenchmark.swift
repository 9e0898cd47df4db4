import Diagnostics
import Foundation
import Labels
import LinearAlgebra
import Networks
import Panels
import Trainers

/// `learner FILE [PANEL ...] [-- REGIME ...]`: what regimes of training reach alone and all together, beside a linear model
/// and the mean.
///
/// Trains on development rows and scores on verification rows, which neither a regime nor its search has seen. A line a task is
/// added to FILE (CSV); what FILE has already is not measured again. Then prints the means over tasks of all that it has.
enum LearnerBenchmark {
  @Sendable static func run(_ arguments: [String]) throws {
    useSingleThreadedBLAS()
    let parts = arguments.split(separator: "--", maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    guard let file = parts.first?.first else { throw Mistake(text: "learner FILE [PANEL ...] [-- REGIME ...]") }
    let panels = parts[0].dropFirst()
    let regimes = parts.count > 1 ? parts[1] : LearnerRegime.standard
    let chosen = try regimes.map { name in
      guard let regime = LearnerRegime(name) else { throw Mistake(text: "no regime is called \(name)") }
      return regime
    }
    var table = try LearnerTable(file: file)
    for source in LearnerPanel.all where panels.isEmpty || panels.contains(source.name) {
      let missing = chosen.filter { !table.holds(panel: source.name, regime: $0.name) }
      guard !missing.isEmpty, let panel = try source.read() else { continue }
      for regime in missing { try table.append(measure(panel, source.name, regime)) }
    }
    print(table.summary)
  }

  private struct Mistake: Error {
    let text: String
  }

  private static let replicates = 5

  private static func measure(_ panel: Panel, _ name: String, _ regime: LearnerRegime) throws -> [LearnerTable.Line] {
    let settings = LabelSettings()
    let start = clock()
    let (runner, words) = try regime.runner(
      panel: panel, settings: settings, splits: ReplicateSplits(panel: panel, settings: settings))
    let searchSeconds = seconds(since: start)
    let worker = runner.makeWorker(interruption: Interruption())
    var lines: [LearnerTable.Line] = []
    for (kind, sets) in [("alone", panel.tasks.indices.map { [$0] }), ("together", [Array(panel.tasks.indices)])] {
      let start = clock()
      var outcomes: [Int: [TaskOutcome]] = [:]
      for replicate in 0..<replicates {
        for tasks in sets {
          let job = Job(tasks: tasks, replicate: replicate, phase: .verify)
          guard case .measured(let measured, _) = worker.run(job) else { continue }
          for (task, outcome) in zip(tasks, measured) { outcomes[task, default: []].append(outcome) }
        }
      }
      let spent = seconds(since: start)
      for (task, found) in outcomes.sorted(by: { $0.key < $1.key }) {
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        lines.append(
          LearnerTable.Line(
            panel: name, regime: regime.name, kind: kind, task: panel.tasks[task].name,
            rows: panel.tasks[task].rows.count, replicates: found.count, loss: mean(found.map(\.loss)),
            nullLoss: mean(found.map(\.nullLoss)), seconds: spent, searchSeconds: searchSeconds,
            chosen: kind == "alone" ? words.alone : words.together))
      }
    }
    return lines
  }

  private static func seconds(since start: clock_t) -> Double { Double(clock() - start) / Double(CLOCKS_PER_SEC) }
}
