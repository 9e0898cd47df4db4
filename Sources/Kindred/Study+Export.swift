internal import Diagnostics
internal import Foundation
internal import Labels
internal import Panels
public import Reports
internal import StudyFiles
internal import Tables
internal import Trainers

extension Study {
  /// Writes what another program needs: the plan's networks (the best of networks where linear models alone are
  /// recommended), scripts that measure the labels, or a trainer.
  ///
  /// - Parameters:
  ///   - targets: for whom; each gets a folder of its own.
  ///   - folder: where; the study's `export` unless it is given.
  ///   - program: the path of the `kindred` that scripts call.
  ///   - shards: in how many parts an engine measures; about half an hour each unless it is given.
  /// - Returns: the folders and files that were written, in the order of `targets`.
  /// - Throws: `UserError` where a target needs molecules and there are none, or a file cannot be written.
  @discardableResult
  public func export(
    _ targets: [ExportTarget], to folder: String? = nil, program: String = "kindred", shards: Int? = nil
  ) throws -> [String] {
    let parent = try Self.absolute(folder ?? self.folder.exports)
    return try targets.map { target in
      let place = target.hasFolder ? parent + "/" + target.name : parent
      try Self.write(try files(for: target, in: place, program: program, shards: shards), to: place)
      return target.hasFolder ? place : place + "/" + target.name + ".py"
    }
  }

  /// Writes trainers that come with Kindred, for which no study is needed; returns their paths.
  @discardableResult
  public static func export(trainers targets: [ExportTarget], to folder: String) throws -> [String] {
    try targets.compactMap { target in
      guard case .trainer(let program) = target else { return nil }
      try write([program.file], to: folder)
      return folder + "/" + program.fileName
    }
  }

  private func files(
    for target: ExportTarget, in place: String, program: String, shards: Int?
  ) throws -> [ExportedFile] {
    let tasks = try panel().panel.tasks
    switch target {
    case .groups:
      let plan = try group().network.plan
      return GroupFiles(plan: plan, tasks: tasks, tables: try tables(isWhole: true)).files()
    case .chemprop:
      guard try !molecules().columns.isEmpty else { throw UserError.exportNeedsMolecules(target.name) }
      return ChempropFiles(tasks: tasks, tables: try tables(isWhole: false)).files()
    case .sparsechem: return SparseChemFiles(tasks: tasks, tables: try tables(isWhole: true)).files()
    case .slurm: return SlurmScripts(try engineJobs(program, shards: shards), folder: place).files()
    case .parallel: return ParallelScript(try engineJobs(program, shards: shards), folder: place).files()
    case .snakemake: return SnakemakeFiles(try engineJobs(program, shards: shards)).files()
    case .kubernetes: return KubernetesFiles(try engineJobs(program, shards: shards)).files()
    case .trainer(let trainer): return [trainer.file]
    }
  }

  private func tables(isWhole: Bool) throws -> [TrainingTable] {
    let source = TrainingSource(panel: try panel().panel, molecules: try molecules(), isWhole: isWhole)
    return TrainingTable.all(of: try group().network.plan, source: source, splits: try splits())
  }

  /// What an engine is to run, with the time that jobs have taken; where none has been measured, the first pair is.
  private func engineJobs(_ program: String, shards: Int?) throws -> EngineJobs {
    let plan = try labelPlan()
    if try journals().content.measuredJobs == 0, let first = plan.setJobs.first ?? plan.jobs.first {
      progress.begin("Timing a job", total: 1)
      try run([first])
      progress.end(first.identifier)
    }
    let content = try journals().content
    return EngineJobs(
      program: program, study: try Self.absolute(folder.path), jobs: plan.jobs.count,
      seconds: content.seconds / Double(max(1, content.measuredJobs)), shards: shards)
  }

  private static func write(_ files: [ExportedFile], to folder: String) throws {
    for file in files {
      let path = folder + "/" + file.path
      let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
      do {
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      } catch { throw UserError.folderNotWritable(parent, reason: "it cannot be made") }
      try AtomicFile.write(file.bytes, to: path)
      if file.isExecutable { chmod(path, 0o755) }
    }
  }
}
