internal import Diagnostics
public import Grouping
internal import LinearAlgebra

/// What every solver of groups must do, whatever it searches for; `failures` is empty for one that does.
public enum SolverBattery {
  /// Constraints on seven tasks t0 to t6, alone and together.
  public static let constraints: [GroupingSettings] = [
    GroupingSettings(),
    GroupingSettings(maximumGroups: 2),
    GroupingSettings(maximumGroups: 0),
    GroupingSettings(maximumSize: 3),
    GroupingSettings(minimumSize: 3),
    GroupingSettings(costBudget: 3),
    GroupingSettings(mustLink: [["t0", "t1"], ["t2", "t3"]], cannotLink: [["t0", "t4", "t5"]]),
    GroupingSettings(maximumGroups: 2, minimumSize: 3, maximumSize: 4, mustLink: [["t5", "t6"]]),
    GroupingSettings(maximumGroups: 2, costBudget: 4, cannotLink: [["t1", "t2"]]),
    GroupingSettings(mustLink: [["t0", "t1", "t2"]], mixesKinds: true),
  ]

  /// The solvers whose plan is worth the same in whatever order tasks come, where no two ties are equal.
  public static let orderInvariant: Set<SolverName> = [.exact, .hierarchical]

  /// What a solver does wrong, each with the problem it did it on.
  public static func failures(of name: SolverName) throws -> [String] {
    var found: [String] = []
    for (label, problem) in try problems() { found += try failures(of: name, on: problem).map { "\(label): \($0)" } }
    return try found + failuresToRefuse(name) + failuresOfOrder(name)
  }

  // MARK: Problems

  private static func problems() throws -> [(String, GroupingProblem)] {
    var problems: [(String, GroupingProblem)] = []
    for (index, settings) in constraints.enumerated() {
      for overlapping in [false, true] {
        var settings = settings
        settings.overlapping = overlapping
        let correction = index % 3 == 1 ? GroupCorrection(slope: 0.8, sizeEffect: 0.01) : .none
        problems.append(
          (
            "seed \(index), \(settings)",
            try GroupingProblem(
              tasks: names(7), affinities: noise(7, seed: index, shift: -0.02),
              kinds: (0..<7).map { $0 == 6 && index == 0 ? "other" : "one" }, settings: settings, correction: correction
            )
          ))
      }
    }
    let plain: [(String, Matrix<Double>)] = [
      ("one task", noise(1, seed: 1)), ("two tasks", noise(2, seed: 2, shift: 0.3)),
      ("two tasks that harm each other", noise(2, seed: 3, shift: -0.5)),
      ("all alike", Matrix(rows: 6, columns: 6, filledWith: 0.1)), ("all zero", Matrix(rows: 6, columns: 6)),
      ("all negative", noise(8, seed: 4, shift: -1)), ("rows alike", Matrix(rows: 9, columns: 9, filledWith: -0.1)),
    ]
    for (label, matrix) in plain {
      problems.append((label, try GroupingProblem(tasks: names(matrix.rows), affinities: matrix)))
    }
    return problems
  }

  static func names(_ count: Int) -> [String] { (0..<count).map { "t\($0)" } }

  static func noise(_ count: Int, seed: Int, shift: Double = 0) -> Matrix<Double> {
    var draw = RandomStream(seed: UInt64(seed)).split("battery", count)
    var result = Matrix<Double>(rows: count, columns: count)
    for target in 0..<count {
      for partner in 0..<count where partner != target { result[target, partner] = draw.normal() * 0.1 + shift }
    }
    return result
  }

  // MARK: Checks

  private static func failures(of name: SolverName, on problem: GroupingProblem) throws -> [String] {
    let stream = RandomStream(seed: 5)
    let result = try name.solver.solve(problem, stream: stream)
    let plan = result.plan
    var found: [String] = problem.violations(of: plan)
    if result.solver != name.rawValue { found.append("calls itself \(result.solver)") }
    if plan.served.count != problem.count || plan.taskValues.count != problem.count {
      return found + ["\(plan.served.count) of \(problem.count) tasks are served"]
    }
    var total = 0.0
    for task in problem.tasks.indices {
      let value = plainValue(of: task, in: plan, problem)
      guard let value else {
        found.append("task \(task) is served by a group that does not hold it")
        continue
      }
      if abs(value - plan.taskValues[task]) > 1e-9 { found.append("task \(task) is worth \(value), not as told") }
      total += value
    }
    if abs(total - result.objective) > 1e-9 { found.append("the plan is worth \(total), not \(result.objective)") }
    if result.bound < result.objective - 1e-9 { found.append("the bound \(result.bound) is below the value") }
    let best = try ExactSolver().solve(problem, stream: stream).objective
    if result.objective > best + 1e-9 { found.append("worth \(result.objective), more than the best \(best)") }
    if result.bound < best - 1e-9 { found.append("the bound \(result.bound) is below the best \(best)") }
    if name != .random, problem.settings == GroupingSettings(), result.objective < 0 {
      found.append("worse than alone")
    }
    if try name.solver.solve(problem, stream: stream) != result { found.append("another plan the second time") }
    return found
  }

  /// The value of a task straight from its definition; nil where the plan contradicts itself.
  private static func plainValue(of task: Int, in plan: GroupPlan, _ problem: GroupingProblem) -> Double? {
    guard let index = plan.served[task] else { return 0 }
    guard plan.groups.indices.contains(index), plan.groups[index].contains(task) else { return nil }
    let partners = plan.groups[index].filter { $0 != task }
    let mean = partners.reduce(0) { $0 + problem.affinities[task, $1] } / Double(partners.count)
    return problem.correction.value(mean: mean, size: partners.count + 1)
  }

  /// Constraints that no plan keeps, though each alone can be kept.
  private static func failuresToRefuse(_ name: SolverName) throws -> [String] {
    let impossible = [
      GroupingSettings(maximumSize: 2, costBudget: 1.5),
      GroupingSettings(minimumSize: 3, mustLink: [["t0", "t1"]], cannotLink: (2..<6).map { ["t0", "t\($0)"] }),
      GroupingSettings(costBudget: 2, cannotLink: [["t0", "t1", "t2"]]),
    ]
    return try impossible.compactMap { settings in
      let problem = try GroupingProblem(tasks: names(6), affinities: noise(6, seed: 6), settings: settings)
      do {
        _ = try name.solver.solve(problem, stream: RandomStream(seed: 1))
        return "finds a plan under \(settings)"
      } catch let error as UserError {
        return error == UserError.noPlan(solver: name.rawValue) ? nil : "refuses with other words: \(error)"
      }
    }
  }

  private static func failuresOfOrder(_ name: SolverName) throws -> [String] {
    guard orderInvariant.contains(name) else { return [] }
    return try (0..<5).compactMap { seed in
      let matrix = noise(9, seed: 100 + seed)
      var draw = RandomStream(seed: UInt64(seed))
      let order = draw.permutation(9)
      var moved = matrix
      for a in 0..<9 { for b in 0..<9 { moved[a, b] = matrix[order[a], order[b]] } }
      let values = try [matrix, moved].map { matrix in
        let problem = try GroupingProblem(tasks: names(9), affinities: matrix)
        return try name.solver.solve(problem, stream: RandomStream(seed: 1)).objective
      }
      return abs(values[0] - values[1]) < 1e-9 ? nil : "seed \(seed): the order of tasks changes \(values)"
    }
  }
}
