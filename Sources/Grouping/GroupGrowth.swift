internal import LinearAlgebra

/// Candidate groups grown from every block: at each size the blocks that tie in best are added, and a few are kept.
///
/// The promise of a newcomer is what it and the group gain from each other in sum, kept up to date as the group grows, so
/// a step costs O(n); the few most promising are then valued exactly. Growth stops when `patience` sizes in a row bring
/// no better mean value a member. O(n^2 width size) over all seeds.
struct GroupGrowth {
  let search: SearchValues
  var width = 3
  var patience = 2

  /// Every group of an allowed size met on the way, members ascending, none twice.
  func candidates() -> [[Int]] {
    var found: Set<[Int]> = []
    for seed in search.problem.blocks.indices {
      grow(from: seed, into: &found)
      addBestPartner(of: seed, to: &found)
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The pair with the block that the seed's tasks gain most from, however little that block gains itself.
  private func addBestPartner(of seed: Int, to found: inout Set<[Int]>) {
    let problem = search.problem
    var best: (gain: Double, block: Int)?
    for block in problem.blocks.indices where block != seed && !problem.conflict(seed, block) {
      var gain = 0.0
      for task in problem.blocks[seed] {
        for partner in problem.blocks[block] { gain += problem.affinities[task, partner] }
      }
      gain /= Double(problem.blocks[block].count)
      if best.map({ gain > $0.gain }) ?? true { best = (gain, block) }
    }
    if let best { record(WorkingGroup(blocks: [seed, best.block], in: search), into: &found) }
  }

  private struct Growing {
    var group: WorkingGroup
    /// For each block the sum of what it gains from the group's members and gives to them.
    var promise: [Double]

    func comesBefore(_ other: Growing) -> Bool {
      if group.value != other.group.value { return group.value > other.group.value }
      return group.members.lexicographicallyPrecedes(other.group.members)
    }
  }

  private func grow(from seed: Int, into found: inout Set<[Int]>) {
    let first = Growing(group: WorkingGroup(block: seed, in: search), promise: ties(of: seed))
    record(first.group, into: &found)
    var beam = [first]
    var best = -Double.infinity
    var idle = 0
    while idle <= patience {
      let next = beam.flatMap { extensions(of: $0) }
        .sorted { a, b in a.comesBefore(b) }
      guard let leader = next.first else { return }
      beam = distinct(next)
      for state in beam { record(state.group, into: &found) }
      let mean = leader.group.value / Double(leader.group.members.count)
      let isSmall = leader.group.members.count < search.problem.settings.minimumSize
      idle = isSmall || mean > best + 1e-12 ? 0 : idle + 1
      best = max(best, mean)
    }
  }

  private func record(_ group: WorkingGroup, into found: inout Set<[Int]>) {
    guard group.members.count >= search.problem.settings.minimumSize,
      group.members.count <= search.problem.maximumSize
    else { return }
    found.insert(group.members.sorted())
  }

  private func distinct(_ sorted: [Growing]) -> [Growing] {
    var kept: [Growing] = []
    for state in sorted where kept.count < width {
      let members = Set(state.group.members)
      if !kept.contains(where: { Set($0.group.members) == members }) { kept.append(state) }
    }
    return kept
  }

  private func extensions(of state: Growing) -> [Growing] {
    let problem = search.problem
    var shortlist: [(promise: Double, block: Int)] = []
    for block in problem.blocks.indices {
      let size = state.group.members.count + problem.blocks[block].count
      let promise = state.promise[block] / Double(problem.blocks[block].count)
      if shortlist.count == 2 * width, promise <= shortlist[shortlist.count - 1].promise { continue }
      guard size <= problem.maximumSize, !state.group.blocks.contains(block),
        state.group.accepts(block, in: problem)
      else { continue }
      let place = shortlist.firstIndex { $0.promise < promise } ?? shortlist.count
      shortlist.insert((promise, block), at: place)
      if shortlist.count > 2 * width { shortlist.removeLast() }
    }
    return shortlist.map { entry in
      var next = state
      next.group.add(entry.block, in: search)
      let ties = ties(of: entry.block)
      for block in ties.indices { next.promise[block] += ties[block] }
      return next
    }
  }

  /// For each block what it and `block` gain from each other in sum.
  private func ties(of block: Int) -> [Double] {
    let problem = search.problem
    var perTask = [Double](repeating: 0, count: problem.count)
    for task in problem.blocks[block] {
      let start = task * problem.count
      for partner in perTask.indices {
        perTask[partner] += problem.affinities.elements[start + partner] + problem.given.elements[start + partner]
      }
    }
    return problem.blocks.map { $0.reduce(0) { $0 + perTask[$1] } }
  }
}
