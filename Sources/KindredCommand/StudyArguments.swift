import ArgumentParser
import Kindred

/// Which study, and settings from a file.
struct StudyArguments: ParsableArguments {
  @Option(help: "The folder that keeps the results.", completion: .directory)
  var study: String

  @Option(
    help: "Settings to start from: a study.toml of another study.",
    completion: .file(extensions: ["toml"]))
  var config: String?

  /// Opens the study, made new where a panel is named; what was typed wins over `--config`, and that over what the
  /// study remembers.
  func open(
    general: GeneralOptions, panel: PanelArguments? = nil, change: (inout StudySettings) throws -> Void = { _ in }
  ) throws -> Study {
    try Study.open(study, config: config, general: general, panel: panel, change: change)
  }
}

extension Study {
  /// Opens a study with the command line's progress, and with interruption by signals.
  static func open(
    _ folder: String, config: String? = nil, general: GeneralOptions, panel: PanelArguments? = nil,
    change: (inout StudySettings) throws -> Void = { _ in }
  ) throws -> Study {
    try Study(
      folder: folder, config: config, files: panel?.panel ?? [], threads: general.threads,
      progress: TerminalProgress(verbosity: general.verbosity), interruption: SignalTrap.shared.interruption
    ) { settings in
      panel?.apply(to: &settings.panel.options)
      try change(&settings)
    }
  }
}
