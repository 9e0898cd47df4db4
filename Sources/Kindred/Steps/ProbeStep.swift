internal import Diagnostics
internal import Labels
internal import LinearAlgebra
internal import Networks
internal import Panels
public import Probing
internal import Statistics
internal import StudyFiles
internal import Tables

extension Steps {
  /// The gradients' geometry in joint trainings.
  static let probe = Step<Void>(
    name: .probe, algorithm: 1, inputs: { try $0.probeInputs() },
    files: { folder in ["similarity", "trajectory", "layers", "views"].map { folder.probe + "/\($0).csv" } },
    make: { study in
      let probe = try study.gradientProbe()
      study.progress.begin("Probing gradients", total: study.settings.probe.replicates)
      let result = try probe.run(threads: study.threads, progress: study.progress, interruption: study.interruption)
      try study.folder.make(study.folder.probe)
      try study.write(result, of: probe, to: study.probeFiles())
      study.progress.end("\(probe.tasks.count) tasks, \(study.settings.probe.replicates) joint trainings")
    },
    read: { _ in })
}

/// What came of a probe beside the similarities; nil where it was not asked for.
struct ProbeFindings {
  let summary: ProbeSummary?
  let sweep: OverlapSweep?
}

extension Study {
  /// Probes the tasks' gradients in joint trainings (`probe/`), and compares the similarities with labels, measured gains
  /// and, where given, annotations (`probe/agreement.json`, made anew each time).
  ///
  /// - Parameter annotations: a table with the columns `task` and `cluster`.
  @discardableResult
  public func probe(annotations: String? = nil) throws -> ProbeSummary {
    let files = try probeFiles()
    let clusters = try annotations.map { try self.clusters(from: $0) }
    // The gains that it is compared with are of the same protocol, or are refused here.
    _ = try journals()
    try result(of: Steps.probe)
    let summary = try probeSummary(files, clusters: clusters)
    try files.write(summary)
    knownFindings = nil
    return summary
  }

  /// What the probe depends on: its settings, and of the protocol what shapes a joint training.
  fileprivate func probeInputs() throws -> [String] { try probeInputs(settings.probe) }

  /// The same of a probe with settings of its own.
  func probeInputs(_ probe: ProbeSettings) throws -> [String] {
    let labels = settings.protocol
    var probe = probe
    probe.enabled = true
    return try [
      settings.panel.hash, Self.text(probe), "\(labels.trunk)", "\(labels.learningRate)", "\(labels.batchSize)",
      "\(labels.folds)", "\(labels.verifyFraction)", "\(settings.seed)",
    ] + trainingInputs()
  }

  /// The files of the probe.
  func probeFiles() throws -> ProbeFiles { ProbeFiles(folder: folder.probe, tasks: try panel().panel.tasks) }

  func gradientProbe() throws -> GradientProbe {
    try GradientProbe(networks(), settings: settings.probe)
  }

  fileprivate func write(_ result: ProbeResult, of probe: GradientProbe, to files: ProbeFiles) throws {
    let overlap = TaskOverlap(of: probe.panel, threads: threads)
    let correlations = labelCorrelations(panel: probe.panel, tasks: probe.tasks, excluding: try splits().isVerification)
    let views = settings.probe.measuredViews
    try files.writeSimilarity(result.similarities(settings.probe.view) ?? [], overlap: overlap)
    try files.writeViews(result, views: views, overlap: overlap, correlations: correlations)
    try files.writeTrajectory(result)
    try files.writeEpochs(views.flatMap { EpochAgreement.table(result, view: $0) })
    if settings.probe.lookahead { try files.writeLookahead(result) }
    if settings.probe.advise {
      let focal = probe.focal.map { probe.tasks[$0] }
      try JSONText.write(SurgeryAdvice(result, focal: focal), to: files.advice)
    }
  }

  /// Whether surgery could matter; nil unless the probe was asked to see.
  public func surgeryAdvice() throws -> SurgeryAdvice? {
    guard settings.probe.advise else { return nil }
    let files = try probeFiles()
    return try JSONText.read(SurgeryAdvice.self, from: files.advice, madeBy: "probe")
  }

  /// What the last probe was compared with, and the last sweep, read once a command.
  func probeFindings() throws -> ProbeFindings {
    if let knownFindings { return knownFindings }
    let files = try probeFiles()
    let findings = ProbeFindings(summary: try files.readAgreement(), sweep: try files.readSweep())
    knownFindings = findings
    return findings
  }

  private func probeSummary(_ files: ProbeFiles, clusters: [Int: Int]?) throws -> ProbeSummary {
    let gains = try GainsFile.read(folder.gains, tasks: files.tasks)
    var views: [ProbeSummary.View] = []
    var probed = 0
    for (view, pairs, correlations) in try files.readViews() {
      let tasks = Set(pairs.flatMap { [$0.a, $0.b] }).sorted()
      probed = tasks.count
      let random = stream.split("probe agreement")
      let values = pairs.map { $0.similarity ?? .nan }
      var summary = ProbeSummary.View(
        view: view, labels: PairAgreement(values, correlations, tasks: tasks.count, random: random.split("labels")))
      if !gains.isEmpty {
        summary.gains = GainAgreement(similarities: pairs, gains: gains, random: random.split("gains"))
        let benefits = gains.compactMap { gain in
          gain.metricBenefit.map { benefit in
            var gain = gain
            gain.gain = benefit
            return gain
          }
        }
        if !benefits.isEmpty {
          summary.benefits = GainAgreement(similarities: pairs, gains: benefits, random: random.split("benefits"))
        }
      }
      if let clusters {
        summary.annotations = AnnotationAgreement.all(
          similarities: values, annotation: tasks.map { clusters[$0] ?? -1 })
      }
      views.append(summary)
    }
    var summary = ProbeSummary(
      tasks: files.tasks.count, probedTasks: probed, settings: settings.probe, trunk: settings.protocol.trunk,
      views: views)
    if settings.probe.lookahead && !gains.isEmpty {
      summary.lookahead = GainAgreement(
        directed: try files.readLookahead(), gains: gains, random: stream.split("probe agreement").split("lookahead"))
    }
    return summary
  }

  /// Reads annotations: the number of each task's cluster.
  private func clusters(from path: String) throws -> [Int: Int] {
    let tasks = try panel().panel.tasks
    let table = try Table.read(path)
    let (names, labels) = (try table.texts("task"), try table.texts("cluster"))
    var numbers: [String: Int] = [:]
    var clusters: [Int: Int] = [:]
    for row in names.indices {
      guard let task = tasks.firstIndex(where: { $0.name == names[row] }) else {
        throw UserError.annotatesUnknownTask(path, line: table.line(row), task: names[row])
      }
      if numbers[labels[row]] == nil { numbers[labels[row]] = numbers.count }
      clusters[task] = numbers[labels[row]]
    }
    if let missing = tasks.indices.first(where: { clusters[$0] == nil }) {
      throw UserError.taskWithoutAnnotation(path, task: tasks[missing].name)
    }
    return clusters
  }
}
