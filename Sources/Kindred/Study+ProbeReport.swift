internal import Panels
internal import Probing
internal import Reports
internal import StudyFiles

extension Study {
  /// What the last probe was compared with; nil without one.
  func probeAgreement() throws -> ProbeSummary? {
    let files = try probeFiles()
    guard StudyFolder.exists(files.agreement) else { return nil }
    return try JSONText.read(ProbeSummary.self, from: files.agreement, madeBy: "probe")
  }

  /// The report's section on the probe; nil where nothing was probed.
  func probeSection() throws -> ReportSection? {
    guard settings.probe.enabled else { return nil }
    let all = try panel().panel.tasks
    let files = try probeFiles()
    guard [files.views, files.trajectory, files.layers].allSatisfy(StudyFolder.exists) else { return nil }
    guard let chosen = try files.readViews().first(where: { $0.view == settings.probe.view }) else { return nil }
    let tasks = Set(chosen.pairs.flatMap { [$0.a, $0.b] }).sorted()
    var section = ProbeSection(
      tasks: tasks.map { all[$0].name }, similarities: chosen.pairs.map { $0.similarity ?? .nan },
      trajectory: try files.readTrajectory(), layers: try files.readLayers())
    section.summary = try probeAgreement()
    if StudyFolder.exists(files.sweepFit) {
      section.sweep = try JSONText.read(OverlapSweep.self, from: files.sweepFit, madeBy: "probe")
    }
    section.advice = try surgeryAdvice()
    return section.section()
  }
}
