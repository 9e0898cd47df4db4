extension UserError {
  package static func settingOutOfBounds(_ name: String, found: String, expected: String) -> UserError {
    UserError(
      .usage, found: "--\(name) is \(found)", expected: expected, advice: "Give another value, or leave the option out."
    )
  }

  /// A search for ways of training was asked for where one was given.
  package static func trainingIsGiven(_ settings: String) -> UserError {
    UserError(
      .usage, file: settings, found: "the way of training was given: a preset, or options such as --dropout",
      expected: "nothing but --objective, --stopping and --task-weights beside the search",
      advice: "Search in a study without them, or leave the search out.")
  }

  /// A search for ways of training comes too late.
  package static func measuredBeforeTuning(_ labels: String) -> UserError {
    UserError(
      .usage, file: labels, found: "holds measurements, which another way of training would make void",
      advice: "Call kindred tune on a study of its own, before kindred label.")
  }

  /// A table of weights names a task twice.
  package static func weighsTaskTwice(_ path: String, line: Int?, task: String) -> UserError {
    UserError(
      .badData, file: path, line: line, column: "task", found: "'\(shortened(task))' stands twice",
      expected: "one weight a task", advice: "Remove one of the lines.")
  }

  /// A weight is given for a task that the panel does not have.
  package static func weighsUnknownTask(_ name: String, known: [String]) -> UserError {
    UserError(
      .usage, found: "a weight is given for '\(shortened(name))', which is not in the panel",
      expected: "one of \(abbreviatedList(known))", advice: "Correct the name or remove its weight.")
  }

  package static func unreadableSettings(_ path: String, line: Int?, reason: String) -> UserError {
    UserError(
      .badData, file: path, line: line, found: reason, expected: "a study.toml as Kindred writes it",
      advice: "Correct the line, or remove it to take the default.")
  }

  package static func unknownSetting(_ path: String, key: String, known: [String]) -> UserError {
    UserError(
      .badData, file: path, found: "the setting \(key) is not known",
      expected: "one of \(known.joined(separator: ", "))",
      advice: "Correct the name or remove the line.")
  }

  package static func cannotWriteAnswer(reason: String) -> UserError {
    UserError(
      .cannotWrite, found: "cannot write to standard output (\(reason))",
      advice: "Send it somewhere else; files that were to be written are there.")
  }

  /// The program took as much memory as it may.
  package static func memoryLimit(bytes: Int) -> UserError {
    UserError(
      .badData, found: "the work takes more memory than it may (\(bytes >> 20) MB)",
      advice: "Raise --max-memory, free some memory, or give fewer tasks, rows or --threads; what was measured is kept."
    )
  }

  package static func tooLittleAddressSpace(needed: Int, threads: Int) -> UserError {
    UserError(
      .badData, found: "the address space is limited (ulimit -v) to less than \(threads) threads need",
      expected: "\(needed >> 20) MB besides what the program takes", advice: "Raise the limit, or give fewer --threads."
    )
  }

  package static func tooFewDescriptors(found: Int, expected: Int) -> UserError {
    UserError(
      .failed, found: "only \(found) files may be open at once", expected: "\(expected) or more",
      advice: "Raise the limit, such as with: ulimit -n 256")
  }

  /// A relative path in a folder that a study cannot remember.
  package static func folderNotUTF8(_ path: String) -> UserError {
    UserError(
      .badData, file: path, found: "lies in a folder whose name is not UTF-8, which a study cannot remember",
      advice: "Rename the folder, or call kindred from another one.")
  }

  /// An argument that is no text.
  package static func argumentNotUTF8(_ shown: String) -> UserError {
    UserError(
      .usage, found: "the argument \(UserError.shown(shown)) is not UTF-8",
      advice: "Rename the file or folder; names are kept in files that are UTF-8.")
  }

  package static func notAStudy(_ folder: String) -> UserError {
    UserError(
      .noInput, file: folder, found: "is no study: it has no study.toml",
      advice: "Name a panel as well, such as: kindred run PANEL.csv --study \(folder)")
  }

  package static func missingStep(_ file: String, command: String) -> UserError {
    UserError(
      .noInput, file: file, found: "is not there yet", advice: "Call kindred \(command) on this study first.")
  }

  package static func panelChanged(_ study: String) -> UserError {
    UserError(
      .badData, file: study, found: "the panel is not the one that this study was begun with",
      advice: "Use another --study folder for the changed panel; results of two panels do not mix.")
  }

  package static func studyHasAnotherPanel(_ study: String) -> UserError {
    UserError(
      .badData, file: study, found: "this study belongs to another panel or reads it with other options",
      advice: "Use another --study folder, or leave the panel and its options out: the study remembers them.")
  }

  package static func damagedFile(_ path: String, command: String) -> UserError {
    UserError(
      .badData, file: path, found: "is not what Kindred wrote", advice: "Remove it and call kindred \(command) again.")
  }

  package static func noLabels(_ file: String) -> UserError {
    UserError(
      .badData, file: file, found: "has no measured pair",
      advice:
        "Raise --fraction or --budget and call kindred label again, or go by other panels: kindred predict --model prior."
    )
  }

  package static func nothingToVerifyOn() -> UserError {
    UserError(
      .usage, found: "no rows were set aside for verification (--verify-fraction 0)",
      advice: "Begin another study with --verify-fraction 0.2, or leave verify out.")
  }

  package static func comparesGroups() -> UserError {
    UserError(
      .usage, found: "this study chooses helpers for primary tasks (--primary)", expected: "groups of all tasks",
      advice: "Compare methods in another study, without --primary.")
  }

  package static func folderNotWritable(_ folder: String, reason: String) -> UserError {
    UserError(
      .cannotWrite, file: folder, found: "cannot be written to (\(reason))",
      advice: "Choose another --study folder, or free some space.")
  }
}
