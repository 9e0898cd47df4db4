internal import Grouping
internal import Panels
public import Plans
internal import Prediction
internal import StudyFiles

extension Steps {
  /// The plan to recommend, and the plans that it was compared with.
  static let group = Step<GroupChoice>(
    name: .group, algorithm: 3, dependencies: { try $0.goesByPrior() ? [.predict] : [.fit] },
    inputs: { study in
      [try Study.text(study.settings.groups), try Study.text(study.settings.plans)]
    },
    files: { [$0.groups, $0.groupRows, $0.choice] },
    make: { study in
      let search = try study.planSearch()
      let choice =
        try study.goesByPrior()
        ? search.chooseUntested(progress: study.progress)
        : search.choose(progress: study.progress) { try study.measure($0, step: $1) }
      try GroupsFile(choice, problem: search.problem(correction: choice.correction)).write(to: study.folder)
      try JSONText.write(choice, to: study.folder.choice)
      return choice
    },
    read: { study in try JSONText.read(GroupChoice.self, from: study.folder.choice, madeBy: "group") })
}

extension Study {
  /// Chooses groups: solvers propose, development rows decide (docs/grouping.md).
  @discardableResult
  public func group() throws -> GroupChoice {
    try predict()
    return try result(of: Steps.group)
  }

  /// The search that the study's affinities and settings state.
  fileprivate func planSearch() throws -> PlanSearch {
    let tasks = try panel().panel.tasks
    return PlanSearch(
      tasks: tasks.map(\.name), kinds: tasks.map(\.kind.rawValue), affinities: try predict().matrix,
      constraints: settings.groups, solvers: settings.plans.solvers.compactMap { SolverName(rawValue: $0) },
      replicates: settings.plans.replicates, stream: stream)
  }
}
