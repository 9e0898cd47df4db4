internal import Diagnostics
internal import Foundation
package import Prediction

/// Where the gains of a prediction come from (`kindred predict --model`).
public enum GainSource: Equatable, Sendable {
  /// A predictor fitted to the study's own labels; what other panels say where no pair is to be measured.
  case own
  /// What other panels say, without any pair of this one: the prior that Kindred brings, or that of a file.
  case prior(file: String?)

  /// `own`, `prior`, or a file's path.
  public init(_ text: String) {
    switch text {
    case "own": self = .own
    case "prior": self = .prior(file: nil)
    default: self = .prior(file: text)
    }
  }
}

extension GainPriors {
  /// The priors that Kindred brings: `models/prior.json`.
  package static let builtIn: GainPriors = {
    do {
      return try decoded(Data(PackageResources.prior_json), file: "models/prior.json")
    } catch {
      preconditionFailure("models/prior.json is part of the program: \(error)")
    }
  }()

  /// Reads a file of priors.
  package static func read(_ path: String) throws -> GainPriors {
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
    guard priors.trained.isUsable, priors.untrained.isUsable, priors.trained.usesSkills, !priors.untrained.usesSkills
    else { throw .notAPrior(file: file, found: "has other inputs, or numbers that are none") }
    return priors
  }
}
