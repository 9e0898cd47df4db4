internal import Diagnostics
internal import Foundation
internal import Prediction

/// Where the gains of a study come from (`--model`, `prediction.model`).
enum GainSource: Equatable {
  /// A predictor fitted to the study's own labels.
  case own
  /// What other panels say, without any pair of this one: the prior that Kindred brings, or that of a file.
  case prior(file: String?)

  init(setting: String) {
    switch setting {
    case "own": self = .own
    case "prior": self = .prior(file: nil)
    default: self = .prior(file: setting)
    }
  }
}

extension GainPriors {
  /// The priors that Kindred brings: `models/prior.json`.
  static let builtIn: GainPriors = {
    do {
      return try decoded(Data(PackageResources.prior_json), file: "models/prior.json")
    } catch {
      preconditionFailure("models/prior.json is part of the program: \(error)")
    }
  }()

  /// Reads a file of priors.
  static func read(_ path: String) throws -> GainPriors {
    guard let data = FileManager.default.contents(atPath: path) else { throw UserError.missingFile(path) }
    return try decoded(data, file: path)
  }

  private static func decoded(_ data: Data, file: String) throws(UserError) -> GainPriors {
    guard let priors = try? JSONDecoder().decode(GainPriors.self, from: data) else {
      throw .notAPrior(file: file, found: "is not what `make prior` writes")
    }
    guard priors.formatVersion == formatVersion else {
      throw .notAPrior(file: file, found: "has version \(priors.formatVersion)")
    }
    return priors
  }
}
