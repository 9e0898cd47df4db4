internal import Diagnostics
internal import Foundation
internal import Labels
public import Panels
internal import StudyFiles
internal import Tables
internal import Trainers

extension Study {
  /// The panel, read when first asked for.
  ///
  /// The first reading fixes the panel's hash and the settings that depend on its layout, and writes `study.toml` and
  /// `panel.json`. Throws where the panel is not the one the study was begun with.
  public func panel() throws -> PanelReading {
    if let knownPanel { return knownPanel }
    try refuseSpentPipes()
    progress.begin("Reading the panel", total: 0)
    let reading = try PanelReader.read(
      files: settings.panel.files, options: settings.panel.options, splits: settings.labels.splits,
      threads: threads, cache: folder.molecules)
    let panel = reading.panel
    guard settings.panel.hash.isEmpty || settings.panel.hash == panel.hash else {
      throw UserError.panelChanged(folder.path)
    }
    try settings.probe.check(against: panel)
    try settings.checkTaskWeights(tasks: panel.tasks.map(\.name))
    try settings.checkOwnPlans(tasks: panel.tasks.map(\.name))
    progress.end(
      "\(panel.tasks.count) tasks, \(panel.rowCount) rows, \(panel.featureNames.count) features")
    for warning in reading.summary.warnings { progress.note("  warning: \(warning.message)") }
    try settings.resolvePrimaries(tasks: panel.tasks.map(\.name))
    settings.panel.hash = panel.hash
    settings.resolve(layout: panel.layout, taskCount: panel.tasks.count)
    try writeSettings()
    try SkippedFile.update(reading.skipped, at: folder.skipped)
    knownPanel = reading
    return reading
  }

  /// Writes `study.toml`, unless it says the same already; removes what killed processes left.
  func writeSettings() throws {
    try folder.make()
    for part in [folder.path, folder.labels, folder.probe, folder.figures] { PartFile.removeStale(in: part) }
    ExternalJobRunner.removeStale(in: folder.jobs)
    let text = try SettingsFile.text(of: settings)
    if let before = try? String(contentsOfFile: folder.settings, encoding: .utf8), before != text {
      settingsBefore = settingsBefore ?? before
    }
    try AtomicFile.update(text, at: folder.settings)
  }

  /// Reads measurements; where they are refused, the settings that they do not belong to are not kept.
  func restoringSettings<Content>(_ read: () throws -> Content) throws -> Content {
    do { return try read() } catch {
      if let settingsBefore { try AtomicFile.update(settingsBefore, at: folder.settings) }
      throw error
    }
  }

  /// Throws where the study remembers a pipe, which gave its panel once and for all; one that is named again is read.
  private func refuseSpentPipes() throws {
    guard !settings.panel.hash.isEmpty, !namesFiles else { return }
    for path in settings.panel.files + [settings.panel.options.features].compactMap(\.self)
    where InputFile.isPipe(path) || !StudyFolder.exists(path) && path.hasPrefix("/dev/fd/") {
      throw UserError.spentPipe(path)
    }
  }
}
