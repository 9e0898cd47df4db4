internal import Diagnostics
internal import Grouping
internal import Labels
internal import LinearAlgebra
public import Methods
internal import Panels
internal import Plans
internal import Prediction
internal import StudyFiles

extension Steps {
  /// Published ways of choosing groups beside Kindred's.
  static let compare = Step<MethodComparison>(
    name: .compare, algorithm: 1,
    dependencies: { study in
      [.label, .fit, .group] + (try study.hasVerificationRows() ? [.verify] : [])
        + (try study.looksAtGradients() ? [.gradients] : [])
    },
    inputs: { study in [try Study.text(study.comparing), "\(study.settings.seed)"] },
    files: { [$0.comparison, $0.comparisonResult] },
    make: { study in
      let comparison = try study.comparison()
      try ComparisonFile.write(comparison, to: study.folder.comparison)
      try JSONText.write(comparison, to: study.folder.comparisonResult)
      return comparison
    },
    read: { try JSONText.read(MethodComparison.self, from: $0.folder.comparisonResult, madeBy: "compare") })
}

extension Study {
  /// Runs published methods at their own cost and judges their plans as Kindred's own (`compare.csv`, docs/compare.md).
  ///
  /// A report that is there is written anew with what came of it. Throws for a study of primary tasks, and where no pair was
  /// measured.
  @discardableResult
  public func compare(_ request: MethodRequest = MethodRequest()) throws -> MethodComparison {
    guard !choosesHelpers else { throw UserError.comparesGroups() }
    comparing = request
    try group()
    _ = try measuredLabels()
    let comparison = try result(of: Steps.compare)
    if StudyFolder.exists(folder.report) { try report() }
    return comparison
  }

  /// What was compared of the study as it is now; nil where nothing was, or the study has changed since.
  func knownComparison() throws -> MethodComparison? {
    if let known = results[.compare] as? MethodComparison { return known }
    guard StudyFolder.exists(folder.comparisonResult),
      let kept = try? Steps.compare.read(self)
    else { return nil }
    let asked = comparing
    defer { comparing = asked }
    comparing = kept.request
    return try log.steps[StepName.compare.rawValue]?.inputs == hash(of: Steps.compare) ? kept : nil
  }

  fileprivate func hasVerificationRows() throws -> Bool {
    try panel().panel.givenSplits != nil || settings.protocol.verifyFraction > 0
  }

  /// Whether a method that is asked for looks at gradients, and there are any.
  fileprivate func looksAtGradients() throws -> Bool {
    try gradientsMissing() == nil && comparing.methods.contains { $0.method.usesGradients }
  }

  /// Measures what methods ask for, then their plans, and judges them.
  fileprivate func comparison() throws -> MethodComparison {
    let setting = try methodSetting()
    let verifies = try hasVerificationRows()
    let replicates = planReplicates(setting.choice)
    var jobs: [MethodName: [Job]] = [:]
    var refused: [MethodName: MethodResult] = [:]
    for name in comparing.methods {
      do {
        if name.method.usesGradients, let reason = setting.gradientsMissing { throw MethodRefusal(reason) }
        jobs[name] = Set(try name.method.jobs(setting)).sorted()
      } catch let refusal as MethodRefusal {
        refused[name] = MethodResult(name, reason: refusal.reason)
      }
    }
    let wanted = comparing.methods.flatMap { jobs[$0] ?? [] }
    try sayCost(labels: wanted, plans: jobs.count, replicates: replicates, verifies: verifies)
    let evidence = try methodEvidence(setting, losses: measure(wanted, step: "Measuring what methods ask for"))
    let trials = try comparing.methods.compactMap { name in
      try jobs[name].map { try trial(name, jobs: $0, evidence: evidence) }
    }
    let judges = trials.flatMap { $0.jobs(replicates: replicates, verifies: verifies) }
    let losses = try measure(judges, step: "Measuring the plans of \(trials.count) methods")
    let judged = trials.map { $0.judged(by: losses, replicates: replicates, verifies: verifies) }
    let results = comparing.methods.compactMap { name in judged.first { $0.method == name } ?? refused[name] }
    return MethodComparison(request: comparing, results: results)
  }

  private func methodSetting() throws -> MethodSetting {
    let tasks = try panel().panel.tasks
    return MethodSetting(
      tasks: tasks.map(\.name), kinds: tasks.map(\.kind.rawValue), constraints: settings.groups,
      solver: settings.plans.solvers.compactMap { SolverName(rawValue: $0) }.first ?? .beam, labels: try labelPlan(),
      choice: try result(of: Steps.group), isPublished: comparing.isPublished,
      gradientsMissing: try gradientsMissing(), stream: stream.split("compare"))
  }

  private func methodEvidence(_ setting: MethodSetting, losses: LossTable) throws -> MethodEvidence {
    let (labels, inputs) = try measurements()
    return MethodEvidence(
      setting: setting, losses: losses, labels: labels, inputs: inputs, predictor: settings.predictor,
      gradients: try looksAtGradients() ? result(of: Steps.gradients) : nil)
  }

  private func trial(_ name: MethodName, jobs: [Job], evidence: MethodEvidence) throws -> MethodTrial {
    let looks = name.method.usesGradients
    let panel = try panel().panel
    let cost = JobCost(of: try journals().content, rows: panel.taskRows, sharedRows: panel.sharedRows)
    let looking = looks ? log.steps[StepName.gradients.rawValue]?.seconds ?? 0 : 0
    let fresh = try metrics().prediction.freshReplicates
    let contender: [MethodName: Contender] = [
      .kindred: .predictor, .featurePaper: .featurePaper, .partnerEffects: .effects,
    ]
    let own = contender[name].map { fresh?.score(of: $0) }
    return try MethodTrial(
      name, evidence: evidence, fits: jobs.count * settings.protocol.folds + (looks ? 1 : 0),
      seconds: cost.map { $0.seconds(of: jobs) + looking },
      own: own.map { ($0?.correlation?.value, $0?.correlationWithin?.value) })
  }

  /// What comparing takes beyond what the study has measured: known of what methods ask for, at most for their plans.
  private func sayCost(labels: [Job], plans: Int, replicates: Int, verifies: Bool) throws {
    let panel = try panel().panel
    let missing = Set(try journals().missing(of: labels))
    let alone = panel.tasks.indices.map { Job(tasks: [$0], replicate: 0) }
    guard let cost = JobCost(of: try journals().content, rows: panel.taskRows, sharedRows: panel.sharedRows) else {
      return
    }
    let atOnce = Double(try journals().jobsAtOnce(threads: threads))
    let folds = Double(settings.protocol.folds)
    let judging = Double(plans * replicates) * cost.seconds(of: alone) * (verifies ? 1 + 1 / folds : 1)
    progress.note(
      "  Comparing \(plans) methods: \(NumberText.counted(missing.count * settings.protocol.folds, "fit")) that methods ask "
        + "for (about \(NumberText.duration(seconds: cost.seconds(of: missing) / atOnce))), then their plans, at most about "
        + NumberText.duration(seconds: judging / atOnce) + ".")
  }
}
