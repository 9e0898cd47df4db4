internal import Diagnostics
internal import Labels
internal import LinearAlgebra
internal import Networks
internal import Panels
public import Probing
internal import Statistics
internal import Tables

extension Study {
  /// Probes the tasks' gradients in joint trainings (`probe/`), and compares the similarities with labels, measured gains
  /// and, where given, annotations (`probe/agreement.json`, made anew each time).
  ///
  /// - Parameter annotations: a table with the columns `task` and `cluster`.
  @discardableResult
  public func probe(annotations: String? = nil) throws -> ProbeSummary {
    let reading = try panel()
    let files = ProbeFiles(folder: folder.probe, tasks: reading.panel.tasks)
    let clusters = try annotations.map { try self.clusters(from: $0) }
    var made = [files.similarity, files.trajectory, files.layers, files.views]
    if settings.probe.lookahead { made.append(files.lookahead) }
    if settings.probe.advise { made.append(files.advice) }
    try perform("probe", inputs: try probeInputs(), files: made) {
      let probe = try gradientProbe()
      progress.begin("Probing gradients", total: settings.probe.replicates)
      let result = try probe.run(threads: threads, progress: progress, interruption: interruption)
      try folder.make(folder.probe)
      try write(result, of: probe, to: files)
      progress.end("\(probe.tasks.count) tasks, \(settings.probe.replicates) joint trainings")
    }
    let summary = try probeSummary(files, clusters: clusters)
    try JSONText.write(summary, to: files.agreement)
    return summary
  }

  /// What the probe depends on: its settings, and of the protocol what shapes a joint training.
  func probeInputs() throws -> [String] {
    let labels = settings.protocol
    var probe = settings.probe
    probe.enabled = true
    return [
      settings.panel.hash, try text(probe), "\(labels.trunk)", "\(labels.learningRate)", "\(labels.batchSize)",
      "\(labels.folds)", "\(labels.verifyFraction)", "\(settings.seed)",
    ]
  }

  func gradientProbe() throws -> GradientProbe {
    try GradientProbe(networks(), settings: settings.probe)
  }

  private func write(_ result: ProbeResult, of probe: GradientProbe, to files: ProbeFiles) throws {
    let overlap = TaskOverlap(of: probe.panel, threads: threads)
    let splits = ReplicateSplits(panel: probe.panel, settings: settings.labels)
    let correlations = labelCorrelations(panel: probe.panel, tasks: probe.tasks, excluding: splits.isVerification)
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
    let files = ProbeFiles(folder: folder.probe, tasks: try panel().panel.tasks)
    return try JSONText.read(SurgeryAdvice.self, from: files.advice, madeBy: "probe")
  }

  private func probeSummary(_ files: ProbeFiles, clusters: [Int: Int]?) throws -> ProbeSummary {
    let gains = try measuredGains(files.tasks)
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

  /// The gains of `gains.csv`; none where it is not there yet.
  private func measuredGains(_ tasks: [LearningTask]) throws -> [Gain] {
    guard StudyFolder.exists(folder.gains) else { return [] }
    let table = try Table.read(folder.gains)
    let index = Dictionary(uniqueKeysWithValues: tasks.enumerated().map { ($1.name, $0) })
    let (target, partner) = (try table.texts("target"), try table.texts("partner"))
    let (gain, benefit) = (try table.numbers("gain"), try table.optionalNumbers("metric_benefit"))
    let replicates = try table.integers("replicates")
    let (alone, together) = (try table.numbers("loss_alone"), try table.numbers("loss_together"))
    return (0..<table.rowCount).compactMap { row in
      guard let i = index[target[row]], let j = index[partner[row]] else { return nil }
      return Gain(
        target: i, partner: j, replicates: replicates[row], gain: gain[row], gainSE: nil, metricBenefit: benefit[row],
        metricBenefitSE: nil, lossAlone: alone[row], lossTogether: together[row])
    }
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
