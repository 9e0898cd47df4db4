internal import Labels

/// What is measured of helpers, and what the budget still reaches for.
struct HelperLedger {
  private let affords: HelperSearch.Allowance?
  private let run: PlanSearch.Measurement
  private var asked: Set<Job> = []
  /// The jobs that were asked for, whatever else a study measured.
  private(set) var table = LossTable(taskCount: 0)

  /// - Parameters:
  ///   - affords: nil for no budget.
  ///   - measure: measures jobs and gives everything measured so far.
  init(affords: HelperSearch.Allowance?, measure: @escaping PlanSearch.Measurement) {
    self.affords = affords
    run = measure
  }

  /// Whether the budget, or a share of it, reaches for some more jobs; those that were asked for already cost nothing.
  func reaches(for jobs: [Job], within share: Double = 1) -> Bool { affords?(asked.union(jobs), share) ?? true }

  /// The largest number up to a limit whose jobs a share of the budget reaches for; nil where it does not reach for one.
  func most(of limit: Int, within share: Double, jobs: (Int) -> [Job]) -> Int? {
    if limit < 1 || reaches(for: jobs(limit), within: share) { return limit }
    var (least, most) = (0, limit)
    while most - least > 1 {
      let middle = (least + most) / 2
      if reaches(for: jobs(middle), within: share) { least = middle } else { most = middle }
    }
    return least == 0 ? nil : least
  }

  /// Measures jobs.
  mutating func measure(_ jobs: [Job], step: String) throws {
    asked.formUnion(jobs)
    table = try run(jobs, step).restricted(to: Array(asked))
  }
}
