import Foundation
import LinearAlgebra
import Panels

/// A panel that learners are compared on: some of its tasks, evenly spread, on some of its rows.
struct LearnerPanel: Sendable {
  let name: String
  let file: String
  let options: PanelOptions
  /// Tasks that are kept; all where there are fewer.
  let tasks: Int
  /// Rows of a wide panel that are kept, evenly spread.
  var rows = 2000

  /// The panels of `../shared/data` that have numbers for inputs; `tdc` needs the fingerprints that
  /// `Benchmarks/python/fingerprints.py` makes.
  static let all = [
    LearnerPanel(name: "school", file: "school.csv", options: stacked("ExamScore"), tasks: 20),
    LearnerPanel(name: "landmine", file: "landmine.csv", options: stacked("label"), tasks: 10),
    LearnerPanel(
      name: "mhc", file: "mhc.csv.gz",
      options: PanelOptions(targetColumns: ["label"], taskColumn: "task", idColumn: "peptide"), tasks: 12),
    LearnerPanel(
      name: "parkinsons", file: "parkinsons.csv",
      options: PanelOptions(targetColumns: ["total_UPDRS"], ignoreColumns: ["motor_UPDRS"], taskColumn: "task"), tasks: 10
    ),
    LearnerPanel(name: "tox21", file: "tox21_ecfp1024.csv.gz", options: fingerprints, tasks: 6),
    LearnerPanel(name: "sider", file: "sider_ecfp1024.csv.gz", options: fingerprints, tasks: 9),
    LearnerPanel(name: "pxr", file: "openadmet_pxr_ecfp1024.csv.gz", options: fingerprints, tasks: 9),
    LearnerPanel(name: "kinase20", file: "kinase20_ecfp1024.csv.gz", options: fingerprints, tasks: 6, rows: 3000),
    LearnerPanel(name: "qm9", file: "qm9_5k_ecfp1024.csv.gz", options: fingerprints, tasks: 6),
    LearnerPanel(name: "tdc", file: "tdc_admet22_ecfp1024.csv.gz", options: fingerprints, tasks: 11, rows: 8000),
    LearnerPanel(name: "toxcast", file: "toxcast_ecfp1024.csv.gz", options: fingerprints, tasks: 10, rows: 4000),
  ]

  private static var fingerprints: PanelOptions {
    PanelOptions(targetColumns: ["[!fi]*"], ignoreColumns: ["id"])
  }

  private static func stacked(_ target: String) -> PanelOptions {
    PanelOptions(targetColumns: [target], taskColumn: "task")
  }

  /// nil where the file is not there.
  func read() throws -> Panel? {
    let made = ProcessInfo.processInfo.environment["KINDRED_BENCHMARK_DATA"].map { $0 + "/" + file }
    guard let path = [BenchmarkPanel.path(file), made].compactMap({ $0 }).first(where: FileManager.default.fileExists)
    else { return nil }
    let panel = try PanelReader.read(files: [path], options: options).panel
    let every = panel.layout == .wide ? max(1, (panel.rowCount + rows - 1) / rows) : 1
    let thinned = panel.tasks.map { task in Self.thin(task, every: every) }.filter(Self.canBeLearned)
    let step = max(1, thinned.count / tasks)
    let kept = stride(from: 0, to: thinned.count, by: step).prefix(tasks).map { thinned[$0] }
    return Panel(
      features: panel.features, featureNames: panel.featureNames, tasks: Array(kept), layout: panel.layout,
      entities: panel.entities, entityCount: panel.entityCount, overlapIsKnown: panel.overlapIsKnown)
  }

  private static func thin(_ task: LearningTask, every: Int) -> LearningTask {
    let kept = task.rows.indices.filter { task.rows[$0] % every == 0 }
    return LearningTask(
      name: task.name, kind: task.kind, rows: kept.map { task.rows[$0] }, targets: kept.map { task.targets[$0] })
  }

  /// Forty rows, and twenty of either class.
  private static func canBeLearned(_ task: LearningTask) -> Bool {
    let positives = task.targets.count { $0 == 1 }
    return task.rows.count >= 40
      && (task.kind == .regression || min(positives, task.targets.count - positives) >= 20)
  }
}
