import Diagnostics
import Foundation
import Labels
import LinearAlgebra
import Networks
import Panels
import Trainers

/// `learner [PANEL ...] [-- REGIME ...]`: what regimes of training reach alone and all together, beside a linear model and
/// the mean.
///
/// Prints CSV: mean over tasks of the held-out loss on development rows in `replicates` replicates of five folds, and
/// processor seconds.
enum LearnerBenchmark {
  private struct Source {
    let name: String
    let file: String
    let options: PanelOptions
    /// Tasks that are kept, evenly spread; all where there are fewer.
    let tasks: Int

    static let all = [
      Source(name: "tox21", file: "tox21_ecfp1024.csv.gz", options: fingerprints, tasks: 6),
      Source(name: "sider", file: "sider_ecfp1024.csv.gz", options: fingerprints, tasks: 9),
      Source(
        name: "mhc", file: "mhc.csv.gz",
        options: PanelOptions(targetColumns: ["label"], taskColumn: "task", idColumn: "peptide"), tasks: 12),
      Source(
        name: "landmine", file: "landmine.csv", options: PanelOptions(targetColumns: ["label"], taskColumn: "task"),
        tasks: 10),
      Source(
        name: "school", file: "school.csv", options: PanelOptions(targetColumns: ["ExamScore"], taskColumn: "task"),
        tasks: 20),
      Source(name: "pxr", file: "openadmet_pxr_ecfp1024.csv.gz", options: fingerprints, tasks: 9),
      Source(name: "kinase20", file: "kinase20_ecfp1024.csv.gz", options: fingerprints, tasks: 6),
    ]

    private static var fingerprints: PanelOptions { PanelOptions(targetColumns: ["[!fi]*"], ignoreColumns: ["id"]) }

    func read() throws -> Panel? {
      let path = BenchmarkPanel.path(file)
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      let panel = try PanelReader.read(files: [path], options: options, threads: 2).panel
      let step = max(1, panel.tasks.count / tasks)
      let kept = stride(from: 0, to: panel.tasks.count, by: step).prefix(tasks).map { panel.tasks[$0] }
      return Panel(
        features: panel.features, featureNames: panel.featureNames, tasks: Array(kept), layout: panel.layout,
        entities: panel.entities, entityCount: panel.entityCount, overlapIsKnown: panel.overlapIsKnown)
    }
  }

  @Sendable static func run(_ arguments: [String]) throws {
    useSingleThreadedBLAS()
    let parts = arguments.split(separator: "--", maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    let (panels, regimes) = (parts.first ?? [], parts.count > 1 ? parts[1] : [])
    let chosen = try (regimes.isEmpty ? LearnerRegime.standard : Array(regimes)).map { name in
      guard let regime = LearnerRegime(name) else { throw UnknownRegime(name: name) }
      return regime
    }
    print("panel,regime,kind,tasks,replicates,loss,loss_null,cpu_seconds")
    for source in Source.all where panels.isEmpty || panels.contains(source.name) {
      guard let panel = try source.read() else { continue }
      for regime in chosen { measure(panel, source.name, regime) }
    }
  }

  private struct UnknownRegime: Error {
    let name: String
  }

  private static let replicates = 2

  private static func measure(_ panel: Panel, _ name: String, _ regime: LearnerRegime) {
    let settings = LabelSettings()
    let runner = NetworkJobRunner(
      panel: panel, training: regime.settings(for: panel.layout), settings: settings,
      splits: ReplicateSplits(panel: panel, settings: settings))
    let worker = runner.makeWorker(interruption: Interruption())
    let alone = panel.tasks.indices.map { [$0] }
    for (kind, sets) in [("alone", alone), ("together", [Array(panel.tasks.indices)])] {
      let start = clock()
      var (losses, nulls): ([Double], [Double]) = ([], [])
      for replicate in 0..<replicates {
        for tasks in sets {
          guard case .measured(let outcomes, _) = worker.run(Job(tasks: tasks, replicate: replicate)) else { continue }
          losses += outcomes.map(\.loss)
          nulls += outcomes.map(\.nullLoss)
        }
      }
      let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(values.count, 1)) }
      print(
        "\(name),\"\(regime.name)\",\(kind),\(panel.tasks.count),\(replicates),"
          + String(format: "%.5f,%.5f,%.1f", mean(losses), mean(nulls), seconds))
      fflush(nil)
    }
  }
}
