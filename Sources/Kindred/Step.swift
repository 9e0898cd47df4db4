internal import Diagnostics
internal import Foundation
internal import LinearAlgebra
internal import StudyFiles

/// One step of a study, as a value: what it depends on, which files it makes, and how to make and read its result.
struct Step<Result>: Sendable {
  /// As in `run.json`.
  let name: StepName
  /// Raised in the commit that changes the step's results, so that older files are made anew.
  let algorithm: Int
  /// The steps whose results it reads: made before it, and part of what its own result depends on.
  var dependencies: @Sendable (Study) throws -> [StepName] = { _ in [] }
  /// What else its result depends on, as text: settings, hashes.
  let inputs: @Sendable (Study) throws -> [String]
  /// The files it makes.
  let files: @Sendable (StudyFolder) -> [String]
  /// Makes the result and writes the files.
  let make: @Sendable (Study) throws -> Result
  /// Reads the result back from the files.
  let read: @Sendable (Study) throws -> Result
}

/// The steps of a study, in the order in which data flows.
enum StepName: String, CaseIterable, Sendable {
  case relate, label, probe, fit, predict, group, helpers, verify, gradients, compare, report
}

extension Study {
  /// The result of a step, resolved once a command: its dependencies first, then made where a file is missing or was made
  /// from something else, otherwise read back.
  func result<Result>(of step: Step<Result>) throws -> Result {
    if let known = results[step.name] as? Result { return known }
    // The panel's hash and what depends on its layout are part of the settings once it has been read.
    _ = try panel()
    let dependencies = try step.dependencies(self)
    for name in dependencies { try resolve(name) }
    let hash = try hash(of: step)
    let files = step.files(folder)
    let result: Result
    if log.steps[step.name.rawValue]?.inputs == hash, files.allSatisfy(StudyFolder.exists) {
      result = try step.read(self)
    } else {
      try interruption.check()
      let start = Date()
      result = try step.make(self)
      try record(step, hash: hash, files: files, seconds: Date().timeIntervalSince(start))
    }
    results[step.name] = result
    return result
  }

  /// A hash of everything that a step's result depends on, once its dependencies are there.
  func hash<Result>(of step: Step<Result>) throws -> String {
    let inputs = try step.dependencies(self).map(stamp) + step.inputs(self)
    return Self.stamp(step.name.rawValue, algorithm: step.algorithm, inputs: inputs)
  }

  /// What a step's result was made from, as a hash; empty where it has not been made.
  func stamp(of name: StepName) -> String { log.steps[name.rawValue]?.inputs ?? "" }

  /// Settings as text, for the inputs of a step.
  static func text(_ value: some Encodable) throws -> String { try JSONText.text(of: value) }

  /// What a step's files are made from, as a hash: another name, algorithm number or input gives another one.
  package static func stamp(_ name: String, algorithm: Int, inputs: [String]) -> String {
    hash([name, "\(algorithm)"] + inputs)
  }

  static func hash(_ texts: [String]) -> String {
    var fingerprint = Fingerprint()
    for text in texts { fingerprint.add(text) }
    return fingerprint.hexadecimal
  }

  private func record<Result>(_ step: Step<Result>, hash: String, files: [String], seconds: Double) throws {
    try record(step.name.rawValue, algorithm: step.algorithm, inputs: hash, files: files, seconds: seconds)
  }

  /// Writes to `run.json` what made some files.
  func record(_ name: String, algorithm: Int, inputs: String, files: [String], seconds: Double) throws {
    log.kindred = kindredVersion
    log.command = CommandLine.arguments
    log.machine = .current
    log.seed = settings.seed
    log.panelHash = settings.panel.hash
    log.steps[name] = RunLog.Step(
      algorithm: algorithm, inputs: inputs, kindred: kindredVersion,
      files: files.map { String($0.dropFirst(folder.path.count + 1)) }, seconds: seconds,
      finished: Date().formatted(.iso8601))
    try log.write(to: folder.log)
  }

  private func resolve(_ name: StepName) throws {
    switch name {
    case .relate: _ = try result(of: Steps.relate)
    case .label: _ = try result(of: Steps.label)
    case .probe: _ = try result(of: Steps.probe)
    case .fit: _ = try result(of: Steps.fit)
    case .predict: _ = try result(of: Steps.predict)
    case .group: _ = try result(of: Steps.group)
    case .helpers: _ = try result(of: Steps.helpers)
    case .verify where choosesHelpers: _ = try result(of: Steps.verifyHelpers)
    case .verify: _ = try result(of: Steps.verify)
    case .gradients: _ = try result(of: Steps.gradients)
    case .compare: _ = try result(of: Steps.compare)
    case .report where choosesHelpers: _ = try result(of: Steps.reportHelpers)
    case .report: _ = try result(of: Steps.report)
    }
  }
}

/// The graph of a study: one step a file.
enum Steps {}
