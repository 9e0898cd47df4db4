package import Grouping

extension SimplePlans {
  /// The plans that need no search, simplest first: all alone, all together and, where there are several kinds, by kind.
  ///
  /// - Parameter withLinear: whether linear models of every task stand first.
  package static func candidates(_ problem: GroupingProblem, withLinear: Bool = false) -> [CandidatePlan] {
    var simple =
      withLinear
      ? [CandidatePlan(name: "linear alone", origin: .linearAlone, plan: allAlone(problem))] : []
    simple += [
      CandidatePlan(name: "all alone", origin: .allAlone, plan: allAlone(problem)),
      CandidatePlan(name: "all together", origin: .allTogether, plan: allTogether(problem)),
    ]
    if Set(problem.kinds).count > 1 {
      simple.append(CandidatePlan(name: "by kind", origin: .byKind, plan: byKind(problem)))
    }
    return simple
  }
}
