public import Diagnostics
internal import Foundation
internal import Labels
internal import LinearAlgebra
internal import Panels
internal import Relations
internal import Tables

/// The pipeline on a folder: every step reads and writes it, and does only what is missing or out of date.
///
/// Not thread-safe; a study is worked on by one caller at a time, but several shards may label it at once.
public final class Study {
  public let folder: StudyFolder
  public internal(set) var settings: StudySettings
  let threads: Int
  let progress: any ProgressReporter
  let interruption: Interruption
  var log: RunLog

  // What earlier steps of the same run made, so that it is not read back.
  /// What trains the jobs, where it is not the built-in networks.
  var chosenRunner: (any JobRunner)?

  var knownPanel: PanelReading?
  var knownRelations: RelationTable?
  var knownLosses: LossTable?
  var knownAffinities: Affinities?

  /// Opens a study, or begins one where files are named.
  ///
  /// Settings come from the defaults, then the study's own file (or `config`), then `change`, which wins.
  public init(
    folder path: String, config: String? = nil, files: [String] = [], threads: Int = 1,
    progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption(),
    change: (inout StudySettings) throws -> Void = { _ in }
  ) throws {
    useSingleThreadedBLAS()
    folder = StudyFolder(path)
    self.threads = max(1, threads)
    self.progress = progress
    self.interruption = interruption
    let remembered = folder.isStudy ? try Self.readSettings(folder.settings) : nil
    guard remembered != nil || !files.isEmpty || config != nil else {
      throw UserError.notAStudy(path)
    }
    var settings = try config.map { try Self.readSettings($0) } ?? remembered ?? StudySettings()
    if config != nil { settings.panel.hash = remembered?.panel.hash ?? "" }
    if !files.isEmpty { settings.panel.files = files.map(Self.absolute) }
    try change(&settings)
    settings.panel.options.features = settings.panel.options.features.map(Self.absolute)
    try settings.validate()
    guard !settings.panel.files.isEmpty else { throw UserError.notAStudy(path) }
    if let remembered, !remembered.panel.hash.isEmpty,
      remembered.panel.files != settings.panel.files
        || remembered.panel.options != settings.panel.options
    {
      throw UserError.studyHasAnotherPanel(path)
    }
    self.settings = settings
    log = RunLog.read(from: folder.log)
  }

  private static func readSettings(_ path: String) throws -> StudySettings {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UserError.missingFile(path)
    }
    return try SettingsFile.settings(from: String(decoding: data, as: UTF8.self), path: path)
  }

  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// The stream of everything random in the study.
  var stream: RandomStream { RandomStream(seed: settings.seed) }

  /// Runs a step unless its files are there and were made from the same inputs.
  ///
  /// - Parameter inputs: everything the result depends on, as text.
  func perform(_ step: String, inputs: [String], files: [String], _ work: () throws -> Void) throws {
    var fingerprint = Fingerprint()
    fingerprint.add(kindredVersion)
    for input in inputs { fingerprint.add(input) }
    let hash = fingerprint.hexadecimal
    if log.steps[step]?.inputs == hash, files.allSatisfy(StudyFolder.exists) { return }
    try interruption.check()
    let start = Date()
    try work()
    log.kindred = kindredVersion
    log.command = CommandLine.arguments
    log.machine = .current
    log.seed = settings.seed
    log.panelHash = settings.panel.hash
    log.steps[step] = RunLog.Step(
      inputs: hash, seconds: Date().timeIntervalSince(start), finished: Date().formatted(.iso8601))
    try log.write(to: folder.log)
  }

  /// The stamp of a finished step, for the inputs of those behind it.
  func stamp(of step: String) -> String { log.steps[step]?.inputs ?? "" }

  /// Settings as text, for the inputs of a step.
  func text(_ value: some Encodable) throws -> String { try JSONText.text(of: value) }
}
