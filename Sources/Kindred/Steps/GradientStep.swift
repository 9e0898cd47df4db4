internal import Diagnostics
internal import LinearAlgebra
internal import Methods
internal import Panels
internal import Probing
internal import Statistics
internal import StudyFiles

extension Steps {
  /// The gradients of one joint training of all tasks that methods look at (`compare/`).
  static let gradients = Step<ProbedGradients>(
    name: .gradients, algorithm: 1, inputs: { try $0.gradientInputs() },
    files: { folder in ["lookahead", "similarity"].map { folder.methodGradients + "/\($0).csv" } },
    make: { study in
      let probe = try GradientProbe(study.networks(), settings: study.gradientSettings())
      study.progress.begin("Looking at gradients", total: 1)
      let result = try probe.run(threads: study.threads, progress: study.progress, interruption: study.interruption)
      try study.folder.make(study.folder.methodGradients)
      let files = try study.gradientFiles()
      try files.writeSimilarity(
        result.similarities(.minibatch) ?? [], overlap: TaskOverlap(of: probe.panel, threads: study.threads))
      try files.writeLookahead(result)
      study.progress.end("\(probe.tasks.count) tasks, 1 joint training")
      return try study.readGradients()
    },
    read: { try $0.readGradients() })
}

extension Study {
  /// Tasks beyond which nobody steps along every task's gradient to look at every other's loss.
  private static let mostLookedAhead = 150

  /// Why methods cannot look at gradients; nil where they can.
  func gradientsMissing() throws -> String? {
    if settings.trainer.isGiven || chosenRunner != nil { return "a trainer from outside shows no gradients" }
    let count = try panel().panel.tasks.count
    return count > Self.mostLookedAhead
      ? "\(count) tasks are more than the \(Self.mostLookedAhead) whose gradients are looked at" : nil
  }

  /// One joint training of all tasks, looked at on minibatches.
  fileprivate func gradientSettings() throws -> ProbeSettings {
    var probe = ProbeSettings()
    probe.epochs = settings.probe.epochs
    probe.replicates = 1
    probe.maxTasks = try panel().panel.tasks.count
    probe.view = .minibatch
    probe.views = [.minibatch]
    probe.lookahead = true
    return probe
  }

  fileprivate func gradientInputs() throws -> [String] { try probeInputs(gradientSettings()) }

  fileprivate func gradientFiles() throws -> ProbeFiles {
    ProbeFiles(folder: folder.methodGradients, tasks: try panel().panel.tasks)
  }

  fileprivate func readGradients() throws -> ProbedGradients {
    let files = try gradientFiles()
    let count = files.tasks.count
    var cosines = Matrix<Double>(rows: count, columns: count, filledWith: .nan)
    for pair in try files.readSimilarity() {
      cosines[pair.a, pair.b] = pair.similarity
      cosines[pair.b, pair.a] = pair.similarity
    }
    var lookahead = Matrix<Double>(rows: count, columns: count, filledWith: .nan)
    for (pair, value) in try files.readLookahead() { lookahead[pair.target, pair.partner] = value }
    return ProbedGradients(cosines: cosines, lookahead: lookahead)
  }
}
