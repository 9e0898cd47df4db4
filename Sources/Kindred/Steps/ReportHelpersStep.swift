internal import Labels
internal import Panels
internal import Plans
internal import Reports
internal import StudyFiles

extension Steps {
  /// The page of a study of primary tasks; the verdict in words.
  static let reportHelpers = Step<String>(
    name: .report, algorithm: 1,
    dependencies: { study in try study.helpers().isMeasured ? [.helpers, .verify] : [.helpers] },
    inputs: { [try $0.failures()?.text].compactMap(\.self) },
    files: { [$0.report] },
    make: { study in
      let content = try study.helperContent()
      try study.writeTables(content.training)
      try study.write(ReportPage(content))
      return content.verdict.text
    },
    read: { try $0.helperContent().verdict.text })
}

extension Study {
  fileprivate func helperContent() throws -> HelperContent {
    let reading = try panel()
    let choice = try helpers()
    return HelperContent(
      settings: settings, panel: reading.panel,
      warnings: reading.summary.warnings.map(\.message) + [try failures()?.text].compactMap(\.self), choice: choice,
      verification: choice.isMeasured ? try verifyHelpers() : nil,
      training: choice.isMeasured ? try trainingTables(of: choice.networks) : [],
      trainingFolder: try Self.absolute(folder.training), machine: log.machine,
      protocolHash: try journals().identity.protocolHash)
  }
}
