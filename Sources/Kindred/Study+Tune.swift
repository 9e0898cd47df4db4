internal import Diagnostics
internal import Foundation
internal import Networks
internal import StudyFiles
public import Trainers

extension Study {
  /// Raised in the commit that changes what a search finds.
  private static let tuningAlgorithm = 3

  /// Searches for ways of training the panel's networks alone and together (`tune.csv`), and writes what it chose to the
  /// study's settings; done before already, it does nothing.
  ///
  /// - Returns: what was tried; nil where it was done before.
  /// - Throws: `UserError` where the way of training was given, or where jobs were measured in another way already.
  @discardableResult
  public func tune() throws -> TrainingSearchResult? { try tune(seconds: nil) }

  /// The same within a time.
  private func tune(seconds: Double?) throws -> TrainingSearchResult? {
    if let command = settings.trainer.command {
      throw UserError.trainerIsNotTuned(command.joined(separator: " "))
    }
    let panel = try panel().panel
    let inputs = Self.hash(
      try ["tune", "\(Self.tuningAlgorithm)", panel.hash, Self.text(tunedProtocol), Self.text(tunedTraining)]
        + ["\(settings.seed)"])
    let isDone = log.steps["tune"]?.inputs == inputs && StudyFolder.exists(folder.tuning)
    if isDone { return nil }
    let isSearched = settings.training.isOpenToSearch || log.steps["tune"] != nil
    guard isSearched, tunedTraining.isOpenToSearch else {
      throw UserError.trainingIsGiven(folder.settings)
    }
    guard try journals().content.measuredJobs == 0 else { throw UserError.measuredBeforeTuning(folder.labels) }
    settings.training = tunedTraining
    let start = Date()
    let search = TrainingSearch(try networks())
    progress.begin("Searching for ways of training", total: search.fitCount)
    let result = try search.run(
      threads: threads, seconds: seconds, progress: progress, interruption: interruption)
    settings.training.alone = result.candidates[result.chosenAlone].options
    settings.training.together = result.candidates[result.chosenTogether].options
    try TuningFile.write(result, to: folder.tuning)
    try writeSettings()
    try record(
      "tune", algorithm: Self.tuningAlgorithm, inputs: inputs, files: [folder.tuning],
      seconds: Date().timeIntervalSince(start))
    // Its protocol is another one from here on.
    knownJournals = nil
    knownPlan = nil
    progress.end(result.text)
    return result
  }

  /// Tunes where a study trains networks of which nobody said how they are trained, before anything is measured.
  func tuneByDefault() throws {
    guard settings.trainer.command == nil, chosenRunner == nil, !settings.labelBudget.isNothing,
      settings.trainsByDefault(layout: try panel().panel.layout), try journals().content.measuredJobs == 0
    else { return }
    _ = try tune(seconds: settings.labelBudget.callSeconds.map { $0 * CallShare.search })
  }

  /// The protocol without what no search depends on.
  private var tunedProtocol: StudySettings.ProtocolSection {
    var tuned = settings.protocol
    let plain = StudySettings.ProtocolSection()
    tuned.replicates = plain.replicates
    tuned.baselineReplicates = plain.baselineReplicates
    tuned.fraction = plain.fraction
    tuned.budget = plain.budget
    return tuned
  }

  /// The way of training that a search starts from: that of the study without what an earlier one chose.
  private var tunedTraining: TrainingSection {
    var training = settings.training
    training.alone = TrainingOptions()
    training.together = TrainingOptions()
    return training
  }
}

extension TrainingSearchResult {
  /// What was chosen, in words.
  public var text: String {
    func words(_ side: String, _ trials: [CandidateTrial], _ chosen: Int) -> String {
      let gain = trials[chosen].gain(over: trials[0])?.gain ?? 0
      let change = (gain * 1000).rounded() / 10
      return "\(side): \(candidates[chosen].name)" + (chosen == 0 ? "" : " (\(change) % of the null model's loss less)")
    }
    return words("alone", alone, chosenAlone) + "; " + words("together", together, chosenTogether)
  }
}
