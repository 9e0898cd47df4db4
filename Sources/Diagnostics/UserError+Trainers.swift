extension UserError {
  package static func noTrainerCommand() -> UserError {
    UserError(
      .usage, found: "the trainer's command is empty", expected: "a program and its arguments",
      advice: "Give it as in --trainer 'python train.py {job}'.")
  }

  package static func pilotWithoutTrainer() -> UserError {
    UserError(
      .usage, found: "--pilot without a trainer",
      expected: "a trainer from outside, whose gains those of the built-in networks are compared with",
      advice: "Name it with --trainer 'python train.py {job}', or leave --pilot out.")
  }

  package static func tooFewPilotPairs(_ count: Int) -> UserError {
    UserError(
      .usage, found: "a pilot of \(count) pairs", expected: "3 or more, of a plan that has as many",
      advice: "Give --pilot 12, say, and a larger --fraction or --budget where the plan is smaller.")
  }

  package static func unknownPlaceholder(_ placeholder: String, in word: String, known: String) -> UserError {
    UserError(
      .usage, found: "the trainer's command has \(shown(placeholder)) in '\(shortened(word))', which is no placeholder",
      expected: known, advice: "Correct the name, or leave the braces out.")
  }

  /// `{targets}` stands for several words.
  package static func targetsInsideWord(_ word: String) -> UserError {
    UserError(
      .usage, found: "the trainer's command has {targets} inside of '\(shortened(word))'",
      expected: "a word of its own, as it stands for several", advice: "Set it apart with spaces.")
  }

  package static func unclosedCommand(_ command: String, found: String) -> UserError {
    UserError(
      .usage, found: "the trainer's command '\(shortened(command))' has \(found)",
      advice: "Close it; no shell reads the command, so only quotes and backslashes have a meaning.")
  }

  package static func noTrainerProgram(_ program: String, isPath: Bool) -> UserError {
    UserError(
      .noInput,
      found: "the trainer's program \(shown(program)) \(isPath ? "is not there or" : "is not in the PATH, or") "
        + "cannot be executed",
      advice: "Install it, activate its environment, or name it by its whole path.")
  }

  package static func cannotStartTrainer(reason: String) -> UserError {
    UserError(
      .failed, found: "the trainer cannot be started (\(reason))",
      advice: "Close some programs, or call the same command again later: it goes on where it stopped.")
  }

  /// The search for ways of training is one of the built-in networks.
  package static func trainerIsNotTuned(_ command: String) -> UserError {
    UserError(
      .usage, found: "the study's trainer is \(shown(command)), which Kindred cannot tune",
      expected: "the built-in networks", advice: "Leave the search out, or call it in a study without --trainer.")
  }

  package static func exportNeedsMolecules(_ program: String) -> UserError {
    UserError(
      .badData, found: "the panel has no column of SMILES, or is not wide, so there is nothing for \(program)",
      advice: "Begin a study with --smiles-columns, or export groups, which any trainer reads.")
  }

  package static func unknownJob(_ identifier: String, folder: String) -> UserError {
    UserError(
      .usage, found: "the study in \(shown(folder)) has no job \(shown(identifier))",
      expected: "a job as messages and labels/jobs name it, such as develop-0-3+7",
      advice: "See kindred label --status for one that failed.")
  }
}
