public import Diagnostics
internal import Foundation
public import Labels
internal import LinearAlgebra
internal import Networks
internal import Panels

/// Measures jobs with a trainer from outside, called once for each fold: Kindred splits and scores, it trains and predicts.
///
/// Splits, scales, losses and metrics are those of the built-in networks, so that losses of any two trainers compare.
public struct ExternalJobRunner: JobRunner {
  let command: TrainerCommand
  let executable: String
  let settings: TrainerSettings
  /// Whose splits and scores the trainer gets.
  let networks: NetworkJobRunner
  let source: TrainingSource
  /// Where the jobs' folders lie.
  let folder: String
  /// Whether folders of jobs that went well are kept too.
  package var keepsFolders = false
  let guardian = ProcessGuard()

  /// - Parameters:
  ///   - settings: with a command.
  ///   - networks: whose splits and scores the trainer gets.
  ///   - source: what it may see of the rows.
  ///   - folder: where jobs' folders are made; an absolute path.
  /// - Throws: `UserError` where the command makes no sense or its program is not there.
  package init(_ settings: TrainerSettings, networks: NetworkJobRunner, source: TrainingSource, folder: String)
    throws(UserError)
  {
    command = try TrainerCommand(words: settings.command ?? [])
    executable = try command.executable()
    self.settings = settings
    self.networks = networks
    self.source = source
    self.folder = folder
  }

  /// The command's words, the splits, the joint loss and its weights.
  public var identity: RunnerIdentity {
    let weights = networks.taskWeights.contains { $0 != 1 } ? networks.taskWeights.map { "\($0)" } : []
    return RunnerIdentity(
      name: command.words.joined(separator: " "), labels: networks.settings,
      settings: command.words + [networks.together.objective.rawValue] + weights)
  }

  /// As many as the settings say, 1 unless they do: a trainer may use all threads itself.
  public func jobsAtOnce(threads: Int) -> Int { settings.jobs ?? 1 }

  /// The rows of every job.
  package var splits: ReplicateSplits { networks.splits }

  /// Another program can fail for reasons of its own: no memory, no licence, a mistake that was mended since.
  public var mayMendItself: Bool { true }

  /// After five failures that are more than half of the jobs that ended.
  public func givesUp(failed: Int, of ended: Int) -> Bool { failed >= 5 && failed * 2 > ended }

  /// A worker that ends the trainer's processes where the interruption is raised.
  public func makeWorker(interruption: Interruption) -> any JobWorker {
    ExternalJobWorker(runner: self, interruption: interruption)
  }

  /// Removes the folders of calls that killed processes left.
  package static func removeStale(in folder: String) { JobFolder.removeStale(in: folder) }

  /// The seed that a trainer gets: one a replicate and fold, whatever the tasks.
  func seed(replicate: Int, fold: Int) -> Int {
    var stream = networks.stream.split("trainer", replicate, fold)
    return Int(stream.next() >> 33)
  }
}
