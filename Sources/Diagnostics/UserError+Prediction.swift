extension UserError {
  /// A predictor cannot be fitted to so few gains.
  package static func tooFewGains(_ found: Int, needed: Int) -> UserError {
    UserError(
      .badData, found: "\(found) measured gains", expected: "at least \(needed) to fit a predictor",
      advice: "Measure more pairs: raise --fraction or --budget, then label again.")
  }

  /// A model file cannot be read as priors of this version.
  package static func notAPrior(file: String, found: String) -> UserError {
    UserError(
      .badData, file: file, found: found, expected: "a model over many panels, version 1, such as models/prior.json",
      advice: "Name another file with --model, or --model prior for the one that Kindred brings.")
  }
}
