internal import Diagnostics
internal import Foundation
internal import Labels
internal import Panels
internal import Plans
internal import Prediction
internal import Reports
internal import Statistics
internal import StudyFiles
internal import Tables

extension Steps {
  /// The page and its figures; the verdict in words.
  static let report = Step<String>(
    name: .report, algorithm: 3,
    dependencies: { try $0.goesByPrior() ? [.predict, .group] : [.predict, .group, .verify] },
    inputs: { study in
      [study.stamp(of: .probe), "\(study.settings.probe.enabled)", try Study.text(study.probeAgreement())]
    },
    files: { [$0.report] },
    make: { study in
      let content = try study.reportContent()
      let page = ReportPage(content)
      let folder = study.folder
      try AtomicFile.write(page.html(), to: folder.report)
      try folder.make(folder.figures)
      for figure in page.figureFiles() { try AtomicFile.write(figure.source, to: folder.figures + "/" + figure.name) }
      return content.verdict.text
    },
    read: { try $0.reportContent().verdict.text })
}

extension Study {
  /// Writes `report.html` and `figures/*.svg`; returns the verdict in words.
  @discardableResult
  public func report() throws -> String {
    try result(of: Steps.report) + "The report is in \(folder.report)\n"
  }

  fileprivate func reportContent() throws -> ReportContent {
    let reading = try panel()
    let choice = try group()
    let isMeasured = try !goesByPrior()
    let verification = isMeasured ? try verify() : Verification(unverified: choice.recommended.name)
    let labels = isMeasured ? try labelSummary() : nil
    let plans = planOutcomes(choice, verification)
    var writer = VerdictWriter(labels: labels, plans: plans, plan: choice.recommended.plan, lead: lead(of: choice))
    writer.isTested = isMeasured
    var verdict = writer.verdict()
    verdict.sentences.insert(
      contentsOf: isMeasured ? try metrics().prediction.verdict : [Self.priorSentence], at: isMeasured ? 1 : 0)
    var content = ReportContent(
      title: title, panel: try panelFacts(reading), tasks: try taskFacts(reading.panel), verdict: verdict)
    let affinities = try predict()
    content.labels = labels
    content.affinities = affinities.matrix
    content.accuracy = isMeasured ? try accuracyRows() : []
    content.points = points(affinities, tasks: reading.panel.tasks.map(\.name))
    content.grouping = choice.result
    content.plans = plans
    content.nextSteps = nextSteps(choice, reading.panel)
    content.warnings = reading.summary.warnings.map(\.message)
    content.provenance = try provenance()
    if isMeasured, let section = inputSection(try metrics()) { content.sections.append(section) }
    if let section = try probeSection() { content.sections.append(section) }
    return content
  }

  private static let priorSentence =
    "No pair of this panel was trained: the gains are what other panels with such sizes, overlaps and skills showed, a hint "
    + "where to look first and no measurement. Give a --budget to measure some."

  private var title: String {
    settings.panel.files.map { URL(filePath: $0).lastPathComponent }.joined(separator: ", ")
  }

  private func panelFacts(_ reading: PanelReading) throws -> PanelFacts {
    let panel = reading.panel
    let cells = Double(panel.rowCount * panel.tasks.count)
    let measured = Double(panel.tasks.reduce(0) { $0 + $1.rows.count })
    return PanelFacts(
      rows: panel.rowCount, features: panel.featureNames.count,
      missing: panel.layout == .wide ? 1 - measured / max(cells, 1) : nil,
      verificationRows: try splits().isVerification.count { $0 })
  }

  private func taskFacts(_ panel: Panel) throws -> [TaskSummary] {
    var skills: [Int: TaskSkill] = [:]
    for skill in taskSkills(from: try journals().losses.restricted(to: labelPlan().jobs)) { skills[skill.task] = skill }
    return panel.tasks.enumerated().map { index, task in
      let skill = skills[index]
      return TaskSummary(
        name: task.name, kind: task.kind.rawValue, rows: task.rows.count,
        skill: skill.map { Estimate($0.skill, standardError: $0.skillSE) },
        lossAlone: skill.map { Estimate($0.loss, standardError: $0.lossSE) },
        metric: task.kind == .classification ? "AUC" : "R2", metricAlone: skill?.metric)
    }
  }

  private func labelSummary() throws -> LabelSummary {
    let plan = try labelPlan()
    let metrics = try metrics()
    let reliability = metrics.reliability
    return LabelSummary(
      pairsMeasured: plan.sets.count, pairsTotal: plan.taskCount * (plan.taskCount - 1) / 2,
      replicates: plan.replicates, baselineReplicates: plan.baselineReplicates,
      reliability: reliability.reliability, reliabilityWithinTarget: reliability.reliabilityWithin,
      ceiling: reliability.ceiling, replicatesForReliable: reliability.replicatesNeeded,
      varianceShares: reliability.unknown == nil ? metrics.components?.shares : nil,
      unknown: reliability.unknown?.words)
  }

  private func points(_ affinities: Affinities, tasks: [String]) -> [ScatterFigure.Point] {
    affinities.predictions.compactMap { prediction in
      guard let gain = affinities.measured[prediction.pair] else { return nil }
      return ScatterFigure.Point(
        predicted: prediction.gain, lower: prediction.interval.lowerBound, upper: prediction.interval.upperBound,
        measured: gain.gain, standardError: gain.gainSE,
        name: "\(tasks[prediction.pair.target]) from \(tasks[prediction.pair.partner])")
    }
  }

  private func nextSteps(_ choice: GroupChoice, _ panel: Panel) -> [String] {
    guard panel.layout == .wide, settings.panel.files.count == 1, !settings.panel.options.smilesColumns.isEmpty
    else { return [] }
    return TrainingCommands(
      dataPath: settings.panel.files[0], smilesColumns: settings.panel.options.smilesColumns,
      tasks: panel.tasks.map(\.name), kinds: panel.tasks.map(\.kind.rawValue)
    ).chemprop(choice.recommended.plan)
  }

  private func provenance() throws -> [(name: String, value: String)] {
    let protocolHash = try journals().identity.protocolHash
    return [
      ("Kindred", kindredVersion), ("Panel", settings.panel.files.joined(separator: ", ")),
      ("Panel hash", settings.panel.hash), ("Protocol hash", protocolHash),
      ("Seed", "\(settings.seed)"),
      ("Trunk", settings.protocol.trunk.map(String.init).joined(separator: ", ")),
      ("Folds", "\(settings.protocol.folds)"), ("Machine", log.machine.processor), ("BLAS core", log.machine.blasCore),
    ]
  }
}
