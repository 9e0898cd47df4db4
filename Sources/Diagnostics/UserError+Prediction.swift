extension UserError {
  /// A predictor cannot be fitted to so few gains.
  public static func tooFewGains(_ found: Int, needed: Int) -> UserError {
    UserError(
      .badData, found: "\(found) measured gains", expected: "at least \(needed) to fit a predictor",
      advice: "Measure more pairs: raise --fraction or --budget, then label again.")
  }

  /// A model file cannot be read as a predictor of this version.
  public static func notAPredictor(file: String, found: String) -> UserError {
    UserError(
      .badData, file: file, found: found, expected: "a predictor written by `kindred fit` of this version",
      advice: "Fit the study again, or name another file with --model.")
  }

  /// A predictor was fitted on another panel's tasks.
  public static func predictorOfOtherTasks(found: Int, expected: Int) -> UserError {
    UserError(
      .badData, found: "a predictor of \(found) tasks", expected: "one of \(expected) tasks",
      advice: "Fit this study again.")
  }
}
