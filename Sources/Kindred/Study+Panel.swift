internal import Diagnostics
internal import Labels
public import Panels
internal import StudyFiles
internal import Tables

extension Study {
  /// The panel, read when first asked for.
  ///
  /// The first reading fixes the panel's hash and the settings that depend on its layout, and writes `study.toml` and
  /// `panel.json`. Throws where the panel is not the one the study was begun with.
  public func panel() throws -> PanelReading {
    if let knownPanel { return knownPanel }
    progress.begin("Reading the panel", total: 0)
    let reading = try PanelReader.read(
      files: settings.panel.files, options: settings.panel.options, splits: settings.labels.splits)
    let panel = reading.panel
    guard settings.panel.hash.isEmpty || settings.panel.hash == panel.hash else {
      throw UserError.panelChanged(folder.path)
    }
    try settings.probe.check(against: panel)
    try settings.checkTaskWeights(tasks: panel.tasks.map(\.name))
    progress.end(
      "\(panel.tasks.count) tasks, \(panel.rowCount) rows, \(panel.featureNames.count) features")
    for warning in reading.summary.warnings { progress.note("  warning: \(warning.message)") }
    settings.panel.hash = panel.hash
    settings.resolve(layout: panel.layout, taskCount: panel.tasks.count)
    try writeSettings()
    knownPanel = reading
    return reading
  }

  /// Writes `study.toml`.
  func writeSettings() throws {
    try folder.make()
    try AtomicFile.write(SettingsFile.text(of: settings), to: folder.settings)
  }
}
