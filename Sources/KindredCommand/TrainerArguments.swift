import ArgumentParser
import Kindred

/// What trains in place of the built-in networks.
struct TrainerArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Train with a program of your own, called for each fold of a job, such as 'python train.py {job}'; no shell reads it \
      (docs/trainers.md).
      """, valueName: "command"))
  var trainer: String?

  @Option(help: "Seconds that a call of the trainer may take (default: 0, no limit).")
  var trainerTimeout: Double?

  @Option(
    help:
      "How often a call is tried again that was killed, took too long or asked for it with exit code 75 (default: 2).")
  var retries: Int?

  @Option(help: "Calls of the trainer at once (default: 1).")
  var trainerJobs: Int?

  @Option(
    help: """
      With --trainer: measure so many pairs with the built-in networks too, and say how well their gains stand for the \
      trainer's; label stops there, run goes on.
      """)
  var pilot: Int?

  /// Writes what was typed over the settings; throws where the command makes no sense.
  func apply(to settings: inout StudySettings) throws {
    if let trainer { settings.trainer.command = try TrainerCommand(trainer).words }
    if let trainerTimeout { settings.trainer.timeout = trainerTimeout }
    if let retries { settings.trainer.retries = retries }
    if let trainerJobs { settings.trainer.jobs = trainerJobs }
  }
}
