internal import LinearAlgebra

/// A group that a solver builds up, with each member's sum of affinities so that changes are cheap to weigh.
struct WorkingGroup {
  /// Block indices, in the order they came.
  private(set) var blocks: [Int]
  private(set) var members: [Int]
  /// sums[k]: sum of what members[k] gains from the other members.
  private(set) var sums: [Double]
  /// The sum of the members' values, each no less than its floor, less the price of the network.
  private(set) var value: Double

  init(block: Int, in search: SearchValues) {
    blocks = [block]
    let tasks = search.problem.blocks[block]
    members = tasks
    sums = tasks.map { target in tasks.reduce(0) { $0 + search.problem.affinities[target, $1] } }
    value = 0
    value = search.value(members: members, sums: sums)
  }

  init(blocks: [Int], in search: SearchValues) {
    self.init(block: blocks[0], in: search)
    for block in blocks.dropFirst() { add(block, in: search) }
  }

  mutating func add(_ block: Int, in search: SearchValues) {
    let newcomers = search.problem.blocks[block]
    for task in newcomers { enter(task, in: search) }
    blocks.append(block)
    value = search.value(members: members, sums: sums)
  }

  private mutating func enter(_ task: Int, in search: SearchValues) {
    let start = task * search.problem.count
    var sum = 0.0
    for position in members.indices {
      let member = members[position]
      sum += search.gains[start + member]
      sums[position] += search.given[start + member]
    }
    members.append(task)
    sums.append(sum)
  }

  mutating func remove(_ block: Int, in search: SearchValues) {
    let leavers = search.problem.blocks[block]
    if blocks.count == 1 {
      (blocks, members, sums, value) = ([], [], [], 0)
      return
    }
    for task in leavers {
      guard let at = members.firstIndex(of: task) else { preconditionFailure("the block is not in the group") }
      members.remove(at: at)
      sums.remove(at: at)
      for position in members.indices { sums[position] -= search.problem.affinities[members[position], task] }
    }
    blocks.removeAll { $0 == block }
    value = search.value(members: members, sums: sums)
  }

  mutating func merge(_ other: WorkingGroup, in search: SearchValues) {
    for block in other.blocks { for task in search.problem.blocks[block] { enter(task, in: search) } }
    blocks += other.blocks
    value = search.value(members: members, sums: sums)
  }

  /// The value with one more block, in the place of another if `leaver` is given; the group stays as it is.
  ///
  /// O(members) for blocks of one task. Traps if `leaver` is not in the group.
  func valueAdding(_ block: Int, replacing leaver: Int? = nil, in search: SearchValues) -> Double {
    let newcomers = search.problem.blocks[block]
    let leavers = leaver.map { search.problem.blocks[$0] }
    guard newcomers.count == 1, leavers == nil || leavers?.count == 1 else {
      var copy = self
      if let leaver { copy.remove(leaver, in: search) }
      if copy.blocks.isEmpty { return WorkingGroup(block: block, in: search).value }
      copy.add(block, in: search)
      return copy.value
    }
    let left = leavers?[0]
    let size = members.count + (left == nil ? 1 : 0)
    guard size > 1 else { return search.aloneValue(newcomers[0]) }
    let start = newcomers[0] * search.problem.count
    let leftStart = (left ?? 0) * search.problem.count
    var own = 0.0
    var total = -search.networkPrice
    for position in members.indices {
      let member = members[position]
      if member == left { continue }
      own += search.gains[start + member]
      var sum = sums[position] + search.given[start + member]
      if left != nil { sum -= search.given[leftStart + member] }
      total += search.memberValue(member, sum: sum, size: size)
    }
    return total + search.memberValue(newcomers[0], sum: own, size: size)
  }

  /// The value of this and another group made into one; both stay as they are. O(members * members).
  func valueMerging(_ other: WorkingGroup, in search: SearchValues) -> Double {
    let size = members.count + other.members.count
    var fromHere = other.sums
    var total = -search.networkPrice
    for position in members.indices {
      let start = members[position] * search.problem.count
      var sum = sums[position]
      for partner in other.members.indices {
        sum += search.gains[start + other.members[partner]]
        fromHere[partner] += search.given[start + other.members[partner]]
      }
      total += search.memberValue(members[position], sum: sum, size: size)
    }
    for partner in other.members.indices {
      total += search.memberValue(other.members[partner], sum: fromHere[partner], size: size)
    }
    return total
  }

  /// Whether no block of the group conflicts with `block`; one of them can be left out of the question.
  func accepts(_ block: Int, replacing leaver: Int? = nil, in problem: GroupingProblem) -> Bool {
    let start = block * problem.blocks.count
    return !blocks.contains { $0 != leaver && problem.conflicts[start + $0] }
  }
}
