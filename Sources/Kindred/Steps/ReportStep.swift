internal import Labels
internal import Panels
internal import Prediction
internal import Relations
internal import Reports
internal import StudyFiles
internal import Tables

extension Steps {
  /// The page and its figures; the verdict in words.
  static let report = Step<String>(
    name: .report, algorithm: 7,
    dependencies: { try $0.goesByPrior() ? [.predict, .group] : [.predict, .group, .verify] },
    inputs: { study in
      let findings = try study.probeFindings()
      return [
        study.stamp(of: .probe), "\(study.settings.probe.enabled)", try Study.text(findings.summary),
        try Study.text(findings.sweep),
      ] + [try study.failures()?.text, try study.knownComparison().map(Study.text)].compactMap(\.self)
        + (try study.pilotInputs())
    },
    files: { [$0.report] },
    make: { study in
      let content = try study.reportContent()
      try study.writeTables(content.training)
      try study.write(ReportPage(content))
      return content.verdict.text
    },
    read: { try $0.reportContent().verdict.text })
}

extension Study {
  /// Writes `report.html` and `figures/*.svg`; returns the verdict in words.
  @discardableResult
  public func report() throws -> String {
    let verdict = try choosesHelpers ? result(of: Steps.reportHelpers) : result(of: Steps.report)
    let failed = try failures().map { $0.text + "\n" } ?? ""
    return verdict + failed + "The report is in \(folder.report)\n"
  }

  /// Writes a page and its figures.
  func write(_ page: ReportPage) throws {
    try AtomicFile.write(page.html(), to: folder.report)
    try folder.make(folder.figures)
    for figure in page.figureFiles() { try AtomicFile.write(figure.source, to: folder.figures + "/" + figure.name) }
  }

  fileprivate func reportContent() throws -> ReportContent {
    let reading = try panel()
    let choice = try group()
    let plan = try labelPlan()
    let evidence =
      try goesByPrior()
      ? nil : ReportContent.Evidence(plan: plan, metrics: metrics(), verification: verify())
    var content = ReportContent(
      settings: settings, panel: reading.panel,
      warnings: reading.summary.warnings.map(\.message) + [try failures()?.text].compactMap(\.self),
      skills: taskSkillsOverRows(from: try journals().losses.restricted(to: plan.jobs)), affinities: try predict(),
      choice: choice, evidence: evidence, probe: try probeSection(), machine: log.machine,
      protocolHash: try journals().identity.protocolHash)
    if try goesByPrior() {
      content.triage = PanelTriage(of: try relate(), overlapIsKnown: reading.panel.overlapIsKnown)
    }
    content.pilot = try pilotResult()
    content.comparison = try knownComparison()
    content.training = try trainingTables(of: choice.network.plan)
    content.trainingFolder = try Self.absolute(folder.training)
    return content
  }

  /// What the probe found; nil where nothing was probed.
  private func probeSection() throws -> ProbeSection? {
    guard settings.probe.enabled else { return nil }
    let files = try probeFiles()
    guard [files.views, files.trajectory, files.layers].allSatisfy(StudyFolder.exists),
      let chosen = try files.readViews().first(where: { $0.view == settings.probe.view })
    else { return nil }
    return ProbeSection(
      names: files.tasks.map(\.name), pairs: chosen.pairs, trajectory: try files.readTrajectory(),
      layers: try files.readLayers(), summary: try probeFindings().summary, sweep: try probeFindings().sweep,
      advice: try surgeryAdvice())
  }
}
