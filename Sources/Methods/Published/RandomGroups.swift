internal import Plans
internal import Grouping
internal import LinearAlgebra

/// Groups of the sizes of Kindred's, filled at random: pairs where it has none.
struct RandomGroups: GroupingMethod {
  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    let setting = evidence.setting
    let sizes = setting.choice.randomModel?.plan.groups.map(\.count)
    let none = Matrix<Double>(rows: setting.tasks.count, columns: setting.tasks.count)
    let result = try RandomSolver(sizes: sizes).solve(
      setting.problem(none), stream: setting.stream.split("random groups"))
    return MethodProposal(plan: result.plan)
  }
}
