/// The dynamic programme of `CandidateProblem`: for each set of tasks that are dealt with, the choices of count, cost and
/// value that no other choice beats. The next step always deals with the lowest task that is left.
struct ServingProgramme {
  private let problem: CandidateProblem
  /// For each set of tasks the ways to deal with exactly these at one stroke.
  private var options: [[Option]]

  /// One network and the tasks it serves. In disjoint choices it deals with all its members, some of them served alone.
  private struct Option {
    /// nil: a task alone.
    var candidate: Int?
    var served: Int
    var value: Double
    var cost: Double
  }

  private struct State {
    var count: Int
    var cost: Double
    var value: Double
    /// The step that led here: the set before, the state in it, and the option taken.
    var before: Int
    var stateBefore: Int
    var option: Int
  }

  init(_ problem: CandidateProblem) {
    self.problem = problem
    options = [[Option]](repeating: [], count: 1 << problem.taskCount)
    for (index, candidate) in problem.candidates.enumerated() {
      if problem.isDisjoint { addWhole(candidate, index: index) } else { addParts(of: candidate, index: index) }
    }
    for (task, alone) in problem.alone.enumerated() {
      guard let alone else { continue }
      insert(Option(candidate: nil, served: 1 << task, value: alone.value, cost: price(alone.cost)), into: 1 << task)
    }
  }

  /// Costs do not matter without a budget.
  private func price(_ cost: Double) -> Double { problem.budget == nil ? 0 : cost }

  /// A group that may serve any part of its members, others doing the rest.
  private mutating func addParts(of candidate: MeasuredGroup, index: Int) {
    for part in 1..<(1 << candidate.members.count) {
      var (mask, value) = (0, 0.0)
      for (position, task) in candidate.members.enumerated() where part >> position & 1 == 1 {
        mask |= 1 << task
        value += candidate.values[position]
      }
      insert(Option(candidate: index, served: mask, value: value, cost: price(candidate.cost)), into: mask)
    }
  }

  /// A group that takes all its members, of whom any that may be alone can be served so.
  private mutating func addWhole(_ candidate: MeasuredGroup, index: Int) {
    let mask = candidate.members.reduce(0) { $0 | 1 << $1 }
    let freeable = candidate.members.indices.filter { position in
      problem.alone[candidate.members[position]].map { $0.value > candidate.values[position] } ?? false
    }
    for part in 0..<(1 << freeable.count) {
      var option = Option(
        candidate: index, served: mask, value: candidate.values.reduce(0, +), cost: price(candidate.cost))
      for (bit, position) in freeable.enumerated() where part >> bit & 1 == 1 {
        let task = candidate.members[position]
        option.served &= ~(1 << task)
        option.value += (problem.alone[task]?.value ?? 0) - candidate.values[position]
        option.cost += price(problem.alone[task]?.cost ?? 0)
      }
      insert(option, into: mask)
    }
  }

  /// Keeps the option unless another is at least as good in cost and value, among groups and among tasks alone apart.
  private mutating func insert(_ option: Option, into mask: Int) {
    func beats(_ a: Option, _ b: Option) -> Bool {
      (a.candidate == nil) == (b.candidate == nil) && a.cost <= b.cost && a.value >= b.value
    }
    if options[mask].contains(where: { beats($0, option) }) { return }
    options[mask].removeAll { beats(option, $0) }
    options[mask].append(option)
  }

  func solve() -> CandidateProblem.Choice? {
    let full = options.count - 1
    var states = [[State]](repeating: [], count: options.count)
    states[0] = [State(count: 0, cost: 0, value: 0, before: 0, stateBefore: 0, option: 0)]
    for mask in 0..<full where !states[mask].isEmpty {
      let left = full & ~mask
      let lowest = left & -left
      let others = left & ~lowest
      var part = others
      while true {
        advance(from: mask, by: part | lowest, states: &states)
        if part == 0 { break }
        part = (part - 1) & others
      }
    }
    guard let last = states[full].indices.max(by: { states[full][$0].value < states[full][$1].value }) else {
      return nil
    }
    return trace(states, from: full, state: last)
  }

  private func advance(from mask: Int, by part: Int, states: inout [[State]]) {
    for (index, option) in options[part].enumerated() {
      for position in states[mask].indices {
        let old = states[mask][position]
        let next = State(
          count: old.count + (option.candidate == nil || problem.maximumCount == nil ? 0 : 1),
          cost: old.cost + option.cost, value: old.value + option.value, before: mask, stateBefore: position,
          option: index)
        if let limit = problem.maximumCount, next.count > limit { continue }
        if let budget = problem.budget, next.cost > budget * (1 + 1e-12) { continue }
        Self.insert(next, into: &states[mask | part])
      }
    }
  }

  private static func insert(_ state: State, into states: inout [State]) {
    func beats(_ a: State, _ b: State) -> Bool { a.count <= b.count && a.cost <= b.cost && a.value >= b.value }
    for other in states where beats(other, state) { return }
    states.removeAll { beats(state, $0) }
    states.append(state)
  }

  private func trace(_ states: [[State]], from mask: Int, state: Int) -> CandidateProblem.Choice {
    var servedBy = [Int?](repeating: nil, count: problem.taskCount)
    var chosen: Set<Int> = []
    var (mask, position) = (mask, state)
    let value = states[mask][position].value
    while mask != 0 {
      let step = states[mask][position]
      let option = options[mask & ~step.before][step.option]
      if let candidate = option.candidate {
        chosen.insert(candidate)
        for task in servedBy.indices where option.served >> task & 1 == 1 { servedBy[task] = candidate }
      }
      (mask, position) = (step.before, step.stateBefore)
    }
    return CandidateProblem.Choice(candidates: chosen.sorted(), servedBy: servedBy, value: value, bound: value)
  }
}
