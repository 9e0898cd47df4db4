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
  /// The plan to recommend, and the plans that it was compared with.
  static let group = Step<GroupChoice>(
    name: .group, algorithm: 5, dependencies: { try $0.goesByPrior() ? [.predict] : [.fit] },
    inputs: { study in
      [try Study.text(study.settings.groups), try Study.text(study.settings.plans)]
    },
    files: { [$0.groups, $0.groupRows, $0.choice] },
    make: { study in
      let search = try study.planSearch()
      let choice =
        try study.goesByPrior()
        ? search.chooseUntested(progress: study.progress)
        : search.choose(
          progress: study.progress, partialEvidence: study.hasBlocks() ? study.evidence(on:) : nil,
          affordable: study.affordableReplicates
        ) { try study.measure($0, step: $1) }
      try GroupsFile(choice, problem: search.problem(correction: choice.correction)).write(to: study.folder)
      try JSONText.write(choice, to: study.folder.choice)
      return choice
    },
    read: { study in
      let choice = try JSONText.read(GroupChoice.self, from: study.folder.choice, madeBy: "group")
      guard choice.isConsistent(taskCount: try study.panel().panel.tasks.count) else {
        throw UserError.damagedFile(study.folder.choice, command: "group")
      }
      return choice
    })
}

extension Study {
  /// Chooses groups: solvers propose, development rows decide (docs/grouping.md).
  @discardableResult
  public func group() throws -> GroupChoice {
    try predict()
    return try result(of: Steps.group)
  }

  /// Whether everything that the labels consist of tells its losses by block.
  fileprivate func hasBlocks() throws -> Bool { try measuredLabels().hasBlocks }

  /// What a study would go by that had only the test rows of some blocks: another fit, to the same trainings.
  fileprivate func evidence(on blocks: BlockSet) throws -> PlanEvidence {
    progress.begin("Fitting the predictor to half of the rows", total: 0)
    let table = try measuredLabels().restricted(to: blocks)
    let inputs = try pairInputs(table, on: blocks)
    let labels = GainLabels(from: table)
    let model = try GainModel.fit(to: labels, inputs: inputs, settings: settings.predictor)
    let affinities = Affinities(model: model, inputs: inputs, measured: [], threads: threads)
    progress.end("\(model.labelCount) gains")
    return PlanEvidence(affinities: affinities.matrix, partnerEffects: try partnerEffects(labels, inputs))
  }

  /// The gains by the mean effects of targets and partners alone.
  private func partnerEffects(_ labels: GainLabels, _ inputs: PairInputs) throws -> Matrix<Double> {
    try Affinities.ofEffects(labels: labels, inputs: inputs, settings: settings.predictor)
  }

  /// The same of all rows; nil where nothing was measured.
  private func effectsOfAllRows() throws -> Matrix<Double>? {
    guard try !goesByPrior() else { return nil }
    let table = try measuredLabels()
    return try partnerEffects(GainLabels(from: table), pairInputs(table))
  }

  /// Plans that stand beside what is searched.
  func standingPlans() throws -> StandingPlans {
    StandingPlans(
      own: ownPlans(try panel().panel.tasks.map(\.name)), labelCorrelations: try labelCorrelations())
  }

  /// How many replicates of plans the time of the call allows, at least two; as many as the settings say where it has no
  /// limit.
  ///
  /// - Parameter jobs: of one replicate of all plans.
  fileprivate func affordableReplicates(_ jobs: [Job]) throws -> Int {
    let wanted = settings.plans.replicates
    let panel = try panel().panel
    guard let limit = try labelPlan().callSeconds,
      let cost = JobCost(of: try journals().content, rows: panel.taskRows, sharedRows: panel.sharedRows)
    else { return wanted }
    let each = cost.seconds(of: Set(jobs)) / Double(try journals().jobsAtOnce(threads: threads))
    let left = limit * CallShare.plans - Date().timeIntervalSince(start)
    let count = max(2, min(wanted, each > 0 ? Int(min(left / each, 1e6)) : wanted))
    if count < wanted {
      progress.note("  The budget leaves \(count) replicates of each plan instead of \(wanted).")
    }
    return count
  }

  /// Replicates of each plan that was measured.
  func planReplicates(_ choice: GroupChoice) -> Int { choice.replicates ?? settings.plans.replicates }

  /// The user's own plans by index of task, sorted by name.
  private func ownPlans(_ tasks: [String]) -> [(name: String, groups: [[Int]])] {
    (settings.plans.own ?? [:]).sorted { $0.key < $1.key }.map { name, groups in
      (name, groups.map { group in group.compactMap { tasks.firstIndex(of: $0) } })
    }
  }

  /// How the labels of every two tasks correlate, NaN where that is not known.
  private func labelCorrelations() throws -> Matrix<Double>? {
    let table = try relate()
    guard let relation = table.relations.first(where: { $0.name == "label_correlation" }) else { return nil }
    var matrix = Matrix<Double>(rows: table.taskCount, columns: table.taskCount)
    for a in 0..<table.taskCount {
      for b in 0..<table.taskCount where a != b { matrix[a, b] = table.value(relation, a, b) }
    }
    return matrix
  }

  /// The search that the study's affinities and settings state.
  fileprivate func planSearch() throws -> PlanSearch {
    let tasks = try panel().panel.tasks
    return PlanSearch(
      tasks: tasks.map(\.name), kinds: tasks.map(\.kind.rawValue), affinities: try predict().matrix,
      partnerEffects: try effectsOfAllRows(),
      constraints: settings.groups, solvers: settings.plans.solvers.compactMap { SolverName(rawValue: $0) },
      replicates: settings.plans.replicates, withLinear: settings.plans.linear,
      standing: try standingPlans(),
      stream: stream)
  }
}
