extension UserError {
  public static func cannotWriteJournal(_ path: String, reason: String) -> UserError {
    UserError(
      .cannotWrite, file: path, found: "cannot write (\(reason))",
      advice: "Free some space or choose a study folder that you may write to, and call the same command again.")
  }

  public static func cannotReadJournal(_ path: String) -> UserError {
    UserError(.noInput, file: path, found: "cannot be read", advice: "Check the permissions of the study folder.")
  }

  public static func notAJournal(_ path: String) -> UserError {
    UserError(
      .badData, file: path, line: 1, found: "is not the header of a journal", expected: "a panel and a protocol hash",
      advice: "Move the file out of the study folder and call the same command again.")
  }

  public static func foreignJournal(_ path: String) -> UserError {
    UserError(
      .badData, file: path, line: 1, found: "holds measurements of another panel or protocol",
      advice: "Use another study folder, or remove this one's labels folder to measure anew.")
  }

  /// Some jobs gave no outcome.
  public static func jobsFailed(_ failed: Int, of planned: Int, reason: String) -> UserError {
    UserError(
      .failed, found: "\(failed) of \(planned) jobs failed, the first because \(reason)",
      expected: "every task alone and every chosen pair measured",
      advice: "Mend what the reason says and measure again.")
  }
}
