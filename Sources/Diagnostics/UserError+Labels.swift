extension UserError {
  package static func cannotWriteJournal(_ path: String, reason: String) -> UserError {
    UserError(
      .cannotWrite, file: path, found: "cannot write (\(reason))",
      advice: "Free some space or choose a study folder that you may write to, and call the same command again.")
  }

  package static func cannotReadJournal(_ path: String) -> UserError {
    UserError(.noInput, file: path, found: "cannot be read", advice: "Check the permissions of the study folder.")
  }

  package static func notAJournal(_ path: String) -> UserError {
    UserError(
      .badData, file: path, line: 1, found: "is not the header of a journal", expected: "a panel and a protocol hash",
      advice: "Move the file out of the study folder and call the same command again.")
  }

  package static func foreignJournal(_ path: String) -> UserError {
    UserError(
      .badData, file: path, line: 1, found: "holds measurements of another panel or protocol",
      advice: "Use another study folder, or remove this one's labels folder to measure anew.")
  }

  /// A file of a later Kindred, whose meaning this one does not know.
  package static func newerFormat(_ path: String, found: Int, known: Int) -> UserError {
    UserError(
      .badData, file: path, found: "was written by a newer version of Kindred (format \(found))",
      expected: "format \(known) or below", advice: "Install that version, or use another --study folder.")
  }

  /// A run is given up.
  package static func tooManyFailures(_ failed: Int, of ended: Int, job: String, reason: String) -> UserError {
    UserError(
      .failed, found: "\(failed) of the first \(ended) jobs failed, the last (\(job)) because \(reason)",
      expected: "no more than some jobs to fail",
      advice: "Mend what the reason says and call the same command again: it goes on where it stopped.")
  }

  /// Some jobs gave no outcome.
  package static func jobsFailed(_ failed: Int, of planned: Int, reason: String) -> UserError {
    UserError(
      .failed, found: "\(failed) of \(planned) jobs failed, the first because \(reason)",
      expected: "every task alone and every chosen pair measured",
      advice: "Mend what the reason says and measure again.")
  }
}
