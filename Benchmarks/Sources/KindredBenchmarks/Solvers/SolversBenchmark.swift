import Grouping
import LinearAlgebra

/// `solvers`: a CSV of what solvers reach on random problems, with optimum where it is known, bound and seconds.
///
/// Parts: `budget` and `groups limit` are matrices of normal noise of 8 and 30 tasks with a cost budget or a limit on groups;
/// `clusters` is the semidefinite relaxation of planted clusters; `table` chooses among 3,200 measured groups of 27 tasks.
enum SolversBenchmark {
  @Sendable static func run(_ arguments: [String]) throws {
    useSingleThreadedBLAS()
    print("part,method,tasks,limit,seed,value,optimum,bound,iterations,seconds")
    for seed in 0..<48 {
      try plans("budget", 8, seed, Double(3 + seed % 4)) { GroupingSettings(costBudget: $0) }
    }
    for seed in 0..<5 {
      try plans("budget", 30, seed, Double(8 + 4 * seed)) { GroupingSettings(costBudget: $0) }
      try plans("groups limit", 30, seed, Double(1 + seed)) { GroupingSettings(maximumGroups: Int($0)) }
    }
    for tasks in [20, 40, 60, 80, 100] { relaxation(tasks) }
    for seed in 0..<2 { for isDisjoint in [false, true] { try tables(seed, isDisjoint: isDisjoint) } }
  }

  /// All solvers on one matrix; up to 12 tasks the optimum is known.
  private static func plans(
    _ part: String, _ tasks: Int, _ seed: Int, _ limit: Double, settings: (Double) -> GroupingSettings
  ) throws {
    let problem = try GroupingProblem(
      tasks: (0..<tasks).map { "t\($0)" }, affinities: noise(tasks, seed: seed), settings: settings(limit))
    let stream = RandomStream(seed: 1)
    let optimum = tasks > ExactSolver.taskLimit ? nil : try ExactSolver().solve(problem, stream: stream).objective
    for name in [SolverName.beam, .spectral, .sdp, .hierarchical] {
      let (result, seconds) = try timed { try name.solver.solve(problem, stream: stream) }
      line(part, name.rawValue, tasks, limit, seed, result.objective, optimum, result.bound, nil, seconds)
    }
  }

  private static func relaxation(_ tasks: Int) {
    let clusters = tasks / 10
    var affinities = noise(tasks, seed: 3)
    for row in 0..<tasks {
      for column in 0..<tasks where row % clusters == column % clusters { affinities[row, column] += 0.1 }
    }
    for tolerance in [1e-3, 1e-4] {
      let (result, seconds) = timed { ClusterRelaxation(affinities, clusters: clusters, tolerance: tolerance) }
      let limit = Double(clusters)
      line(
        "clusters", "relaxation \(tolerance)", tasks, limit, 3, result.value, nil, result.bound, result.iterations,
        seconds)
      let labels = ClusterRounding.labels(result.matrix, affinities: affinities, clusters: clusters)
      let density = ClusterRounding.density(labels, affinities: affinities)
      line("clusters", "rounded \(tolerance)", tasks, limit, 3, density, nil, result.bound, nil, seconds)
    }
  }

  private static func tables(_ seed: Int, isDisjoint: Bool) throws {
    let groups = table(27, groups: 3200, seed: seed)
    for count in 1...4 {
      let problem = CandidateProblem(taskCount: 27, candidates: groups, maximumCount: count, isDisjoint: isDisjoint)
      let (choice, seconds) = try timed { try problem.solve() }
      guard let choice else { continue }
      let method = isDisjoint ? "disjoint" : "overlapping"
      line("table", method, 27, Double(count), seed, choice.value, choice.value, choice.bound, nil, seconds)
    }
  }

  /// All tasks alone, all together, and random groups whose gains are means of pair gains and noise.
  private static func table(_ tasks: Int, groups: Int, seed: Int) -> [MeasuredGroup] {
    var draw = RandomStream(seed: UInt64(seed)).split("table")
    let pairs = noise(tasks, seed: seed)
    var sets = Set((0..<tasks).map { [$0] } + [Array(0..<tasks)])
    while sets.count < groups { sets.insert(draw.sample(2 + draw.below(14), of: tasks).sorted()) }
    return sets.sorted { $0.lexicographicallyPrecedes($1) }.map { members in
      let values = members.map { target in
        guard members.count > 1 else { return 0.0 }
        let mean = members.reduce(0) { $1 == target ? $0 : $0 + pairs[target, $1] } / Double(members.count - 1)
        return mean + 0.05 * draw.normal()
      }
      return MeasuredGroup(members: members, values: values)
    }
  }

  private static func noise(_ tasks: Int, seed: Int) -> Matrix<Double> {
    var draw = RandomStream(seed: UInt64(seed)).split("noise", tasks)
    var result = Matrix<Double>(rows: tasks, columns: tasks)
    for target in 0..<tasks {
      for partner in 0..<tasks where partner != target { result[target, partner] = 0.1 * draw.normal() }
    }
    return result
  }

  private static func timed<Value>(_ body: () throws -> Value) rethrows -> (Value, Double) {
    let start = ContinuousClock.now
    let value = try body()
    return (value, (ContinuousClock.now - start) / .seconds(1))
  }

  private static func line(
    _ part: String, _ method: String, _ tasks: Int, _ limit: Double, _ seed: Int, _ value: Double, _ optimum: Double?,
    _ bound: Double, _ iterations: Int?, _ seconds: Double
  ) {
    let cells = [
      part, method, "\(tasks)", "\(limit)", "\(seed)", "\(value)", optimum.map { "\($0)" } ?? "", "\(bound)",
      iterations.map { "\($0)" } ?? "", "\((seconds * 1e5).rounded() / 1e5)",
    ]
    print(cells.joined(separator: ","))
  }
}
