internal import Diagnostics
internal import Foundation
internal import Grouping
internal import Labels
internal import LinearAlgebra
internal import Panels
public import Plans
internal import Prediction
internal import StudyFiles

extension Steps {
  /// The helpers of the primary tasks, and the sets that they were compared with.
  static let helpers = Step<HelperChoice>(
    name: .helpers, algorithm: 1, dependencies: { _ in [.relate] },
    inputs: { study in
      let settings = study.settings
      return [
        settings.primary.joined(separator: "\u{0}"), try Study.text(settings.groups), try Study.text(settings.plans),
        try Study.text(settings.protocol), try study.journals().identity.protocolHash,
        try Study.text(GainPriors.builtIn),
      ]
    },
    files: { [$0.helpers, $0.helperMetrics, $0.helperChoice] },
    make: { study in
      let search = try study.helperSearch()
      let choice =
        study.settings.labelBudget.isNothing
        ? try search.chooseUntested()
        : try search.choose(affords: study.helperAllowance()) { try study.measure($0, step: $1) }
      let tasks = try study.panel().panel.tasks.map(\.name)
      try HelpersFile.write(choice, tasks: tasks, to: study.folder.helpers)
      try HelperMetrics(choice, verification: nil, tasks: tasks).write(to: study.folder.helperMetrics)
      try study.folder.make(study.folder.labels)
      try JSONText.write(choice, to: study.folder.helperChoice)
      return choice
    },
    read: { study in
      let choice = try JSONText.read(HelperChoice.self, from: study.folder.helperChoice, madeBy: "group")
      let count = try study.panel().panel.tasks.count
      guard choice.isConsistent(taskCount: count), choice.primaries.map(\.primary) == (try study.primaries()) else {
        throw UserError.damagedFile(study.folder.helperChoice, command: "group")
      }
      return choice
    })
}

extension Study {
  /// Chooses helpers for the primary tasks of the settings (docs/primary.md): `helpers.csv`.
  @discardableResult
  public func helpers() throws -> HelperChoice { try result(of: Steps.helpers) }

  /// Whether the study chooses helpers of primary tasks, instead of groups of all tasks.
  public var choosesHelpers: Bool { settings.choosesHelpers }

  /// The primary tasks by index.
  fileprivate func primaries() throws -> [Int] {
    let names = try panel().panel.tasks.map(\.name)
    return settings.primary.compactMap { names.firstIndex(of: $0) }
  }

  /// The search that the study's settings state.
  fileprivate func helperSearch() throws -> HelperSearch {
    let tasks = try panel().panel.tasks
    let labels = settings.labels
    return HelperSearch(
      tasks: tasks.map(\.name), kinds: tasks.map(\.kind.rawValue), primaries: try primaries(),
      constraints: settings.groups, expected: try expectedGains(), standing: try standingPlans(),
      withLinear: settings.plans.linear, baselineReplicates: labels.baselineReplicates,
      pairReplicates: labels.replicates, replicates: settings.plans.replicates)
  }

  /// What other panels lead to expect of every pair with a primary task as target; 0 of the others.
  private func expectedGains() throws -> Matrix<Double> {
    let inputs = PairInputs(relations: try relate())
    let pairs = try primaries().flatMap { target in
      (0..<inputs.taskCount).filter { $0 != target }.map { OrderedPair(target: target, partner: $0) }
    }
    var expected = Matrix<Double>(rows: inputs.taskCount, columns: inputs.taskCount)
    for prediction in GainPriors.builtIn.prior(for: inputs).predictions(of: pairs, inputs: inputs) {
      expected[prediction.pair.target, prediction.pair.partner] = prediction.gain
    }
    return expected
  }

  /// Whether a share of the budget reaches for some jobs; nil where there is no budget.
  fileprivate func helperAllowance() throws -> HelperSearch.Allowance? {
    let folds = settings.protocol.folds
    switch settings.labelBudget {
    case .fraction: return nil
    case .fits(let fits): return { Double($0.count * folds) <= $1 * Double(fits) }
    case .seconds(let seconds): return try helperAllowance(seconds: seconds)
    case .automatic: return try helperAllowance(seconds: LabelBudget.automaticSeconds)
    }
  }

  /// The same of a time, told from what a task of a job took so far, on the threads of this command.
  private func helperAllowance(seconds: Double) throws -> HelperSearch.Allowance {
    let journals = try journals()
    let threads = Double(threads)
    func tasks(_ jobs: some Sequence<Job>) -> Double { Double(jobs.reduce(0) { $0 + $1.tasks.count }) }
    return { jobs, share in
      let each = journals.content.seconds / max(1, tasks(journals.losses.outcomes.keys))
      return tasks(jobs) * each <= share * seconds * threads
    }
  }
}
