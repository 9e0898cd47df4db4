internal import Foundation
internal import Labels
internal import LinearAlgebra
internal import Panels
internal import Tables

/// One fold of a job as a trainer gets it: `job.json`, `data.csv` and `features.npy` (docs/trainers.md).
struct TrainerJob {
  let job: Job
  let fold: Int
  let table: TrainingTable
  let panel: Panel
  let seed: Int
  /// `tasks` or `cells`.
  let objective: String
  /// What each task's loss counts in a joint one; nil where all count the same.
  let taskWeights: [Double]?

  /// `develop-0-3+7-fold-2`.
  var name: String { "\(job.identifier)-fold-\(fold)" }

  private var kinds: [TaskKind] { job.tasks.map { panel.tasks[$0].kind } }

  /// What `{task_type}` stands for.
  private var taskType: String { Set(kinds).count == 1 ? kinds[0].rawValue : "mixed" }

  /// The content of `job.json`.
  private struct Description: Encodable {
    var schema = 1
    var id: String
    var tasks: [String]
    var kinds: [String]
    var replicate: Int
    var fold: Int
    var phase: String
    var seed: Int
    var objective: String
    var smiles: [String]
    var weights: String?
    var taskWeights: [Double]?
    /// The file of the sides of bounds, where there are any.
    var bounds: String?
  }

  /// Writes the files into a folder that is there.
  func write(to folder: String) throws {
    let description = Description(
      id: name, tasks: table.taskColumns, kinds: kinds.map(\.rawValue), replicate: job.replicate, fold: fold,
      phase: job.phase.rawValue, seed: seed, objective: objective, smiles: table.moleculeColumns,
      weights: table.hasWeights ? TrainingTable.weightColumn : nil, taskWeights: taskWeights,
      bounds: table.hasBounds ? Self.bounds : nil)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    try encoder.encode(description).write(to: URL(filePath: folder + "/job.json"))
    try Data(table.csv().bytes).write(to: URL(filePath: folder + "/" + Self.data))
    try Data(features()).write(to: URL(filePath: folder + "/" + Self.features))
    if table.hasBounds {
      let sides = table.rows.flatMap { $0.sides.map(Float.init) }
      let bytes = NumpyWriter.bytes(sides, rows: table.rows.count, columns: table.members.count)
      try Data(bytes).write(to: URL(filePath: folder + "/" + Self.bounds))
    }
    try FileManager.default.createDirectory(atPath: folder + "/" + Self.scratch, withIntermediateDirectories: true)
  }

  static let data = "data.csv"
  static let features = "features.npy"
  /// (rows of `data.csv`, tasks): 1 where the truth lies above the number, -1 below, 0 where it is the number.
  static let bounds = "bounds.npy"
  static let scratch = "out"
  static let predictions = "predictions.csv"
  /// What the trainer said.
  static let log = "log.txt"

  /// What the placeholders stand for; `targets` is several words elsewhere.
  func values(folder: String) -> [TrainerPlaceholder: String] {
    [
      .job: folder, .data: folder + "/" + Self.data, .features: folder + "/" + Self.features,
      .targets: table.taskColumns.joined(separator: "\n"), .taskType: taskType, .seed: "\(seed)",
      .out: folder + "/" + Self.scratch, .predictions: folder + "/" + Self.predictions,
    ]
  }

  private func features() -> [UInt8] {
    let rows = table.rows.map(\.row)
    let dense = panel.features.denseRows(rows)
    if case .sparse = panel.features {
      return NumpyWriter.bytes(flags: dense.elements.map { UInt8($0) }, rows: rows.count, columns: dense.columns)
    }
    return NumpyWriter.bytes(dense.elements, rows: rows.count, columns: dense.columns)
  }
}
