public import Diagnostics
internal import Foundation
internal import Labels
internal import LinearAlgebra
internal import Methods
internal import Panels
public import StudyFiles

/// The pipeline on a folder: settings and a graph of steps, each of which does only what is missing or out of date.
///
/// Not thread-safe; a study is worked on by one caller at a time, but several shards may label it at once.
public final class Study {
  /// Where the study's files are.
  public let folder: StudyFolder
  /// The settings as `study.toml` holds them; what depends on the panel is filled in when it is read.
  public internal(set) var settings: StudySettings
  let threads: Int
  let progress: any ProgressReporter
  let interruption: Interruption
  var log: RunLog
  /// Whether this command named the panel, rather than the study remembering it.
  let namesFiles: Bool

  /// What trains the jobs, where it is not the built-in networks.
  var chosenRunner: (any JobRunner)?
  /// Whether what a trainer from outside was given and gave is kept where it went well too.
  var keepsJobFolders = false

  /// When the call began, and the share of a time budget that its labels may take.
  let start = Date()
  var labelShare = 1.0

  /// Which methods a comparison is of.
  var comparing = MethodRequest()

  // What was read or made in this command, so that nothing is read twice.
  var results: [StepName: Any] = [:]
  var knownPanel: PanelReading?
  var knownPlan: LabelPlan?
  var knownSplits: ReplicateSplits?
  var knownJournals: JournalStore?
  var knownFindings: ProbeFindings?
  /// What `study.toml` said before this command changed it; it says so again where its journals are refused.
  var settingsBefore: String?

  /// Opens a study, or begins one where files are named.
  ///
  /// Settings come from the defaults, then the study's own file (or `config`), then `change`, which wins.
  public init(
    folder path: String, config: String? = nil, files: [String] = [], threads: Int = 1,
    progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption(),
    change: (inout StudySettings) throws -> Void = { _ in }
  ) throws {
    guard AddressSpace.suffices(threads: max(1, threads)) else {
      throw UserError.tooLittleAddressSpace(needed: AddressSpace.needed(threads: max(1, threads)), threads: threads)
    }
    useSingleThreadedBLAS()
    folder = StudyFolder(path)
    self.threads = max(1, threads)
    self.progress = progress
    self.interruption = interruption
    namesFiles = !files.isEmpty
    let remembered = folder.isStudy ? try Self.readSettings(folder.settings) : nil
    guard remembered != nil || !files.isEmpty || config != nil else {
      throw UserError.notAStudy(path)
    }
    var settings = try config.map { try Self.readSettings($0) } ?? remembered ?? StudySettings()
    if config != nil { settings.panel.hash = remembered?.panel.hash ?? "" }
    if !files.isEmpty { settings.panel.files = try files.map(Self.absolute) }
    try change(&settings)
    settings.panel.options.features = try settings.panel.options.features.map(Self.absolute)
    settings.panel.options.splitsFile = try settings.panel.options.splitsFile.map(Self.absolute)
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
    let settings = try SettingsFile.settings(from: String(decoding: data, as: UTF8.self), path: path)
    do { try settings.validate() } catch var error as UserError {
      error.file = path
      error.exitCode = .badData
      throw error
    }
    return settings
  }

  /// Throws where the path is relative to a folder whose name is not UTF-8, so that it cannot be remembered.
  static func absolute(_ path: String) throws -> String {
    if path.hasPrefix("/") { return path }
    guard let bytes = getcwd(nil, 0) else { return path }
    defer { free(bytes) }
    guard let folder = String(validatingCString: bytes) else { throw UserError.folderNotUTF8(path) }
    return folder + "/" + path
  }

  /// How networks are trained, for the inputs of steps; nothing where it is the plain protocol, as it was before there was
  /// any other.
  func trainingInputs() throws -> [String] {
    var training = settings.training
    training.like = nil
    return (training.isGiven ? [try Self.text(training)] : []) + (settings.trainer.command ?? [])
  }

  /// The stream of everything random in the study.
  var stream: RandomStream { RandomStream(seed: settings.seed) }
}
