/// Improves a partition by moving one block, merging or dissolving groups, and exchanging two blocks, until none helps.
///
/// Changes that mend a broken constraint come before changes that add value. A sweep of moves or merges costs O(n^2), one
/// of exchanges O(n^2 m) for groups of m; exchanges are tried when nothing else helps. At most `sweepLimit` sweeps.
struct LocalSearch {
  let search: SearchValues
  var sweepLimit = 60

  private var problem: GroupingProblem { search.problem }

  /// Stops at the first plan that keeps every constraint if `onlyMending`; exchanges, which are dear, can be left out.
  func improve(_ start: WorkingPartition, onlyMending: Bool = false, exchanging: Bool = true) -> WorkingPartition {
    var partition = start
    for _ in 0..<sweepLimit {
      if onlyMending && partition.score(search).violation == 0 { break }
      if move(&partition) { continue }
      if merge(&partition) { continue }
      if dissolve(&partition) { continue }
      if !(exchanging && exchange(&partition)) { break }
    }
    return partition
  }

  /// Moves each block to where it is worth most, a group of its own included.
  private func move(_ partition: inout WorkingPartition) -> Bool {
    var moved = false
    for block in problem.blocks.indices {
      guard let home = partition.groups.firstIndex(where: { $0.blocks.contains(block) }) else { continue }
      if moveOne(block, from: home, in: &partition) { moved = true }
    }
    return moved
  }

  private func moveOne(_ block: Int, from home: Int, in partition: inout WorkingPartition) -> Bool {
    let weight = problem.blocks[block].count
    let isOnly = partition.groups[home].blocks.count == 1
    var rest = partition.groups[home]
    if !isOnly { rest.remove(block, in: search) }
    let restShape = isOnly ? (size: 0, value: 0.0) : (rest.members.count, rest.value)
    let single = WorkingGroup(block: block, in: search)
    var best = partition.score(search)
    var target: Int?
    if !isOnly {
      let score = partition.score(replacing: [home], by: [restShape, (weight, single.value)], search: search)
      if score.isBetter(than: best) { (best, target) = (score, -1) }
    }
    for index in partition.groups.indices where index != home {
      let group = partition.groups[index]
      let size = group.members.count + weight
      guard size <= problem.maximumSize, group.accepts(block, in: problem) else { continue }
      let value = group.valueAdding(block, in: search)
      let score = partition.score(replacing: [home, index], by: [restShape, (size, value)], search: search)
      if score.isBetter(than: best) { (best, target) = (score, index) }
    }
    guard let target else { return false }
    if target < 0 {
      partition.append(single)
    } else {
      var group = partition.groups[target]
      group.add(block, in: search)
      partition.replace(target, by: group)
    }
    if isOnly { partition.remove(home) } else { partition.replace(home, by: rest) }
    return true
  }

  /// Merges groups of two or more as long as a merger helps.
  private func merge(_ partition: inout WorkingPartition) -> Bool {
    var merged = false
    var first = 0
    while first < partition.groups.count {
      var second = first + 1
      while second < partition.groups.count {
        if mergeOne(first, second, in: &partition) { merged = true } else { second += 1 }
      }
      first += 1
    }
    return merged
  }

  private func mergeOne(_ first: Int, _ second: Int, in partition: inout WorkingPartition) -> Bool {
    let (a, b) = (partition.groups[first], partition.groups[second])
    let size = a.members.count + b.members.count
    guard a.members.count > 1 || b.members.count > 1, size <= problem.maximumSize,
      b.blocks.allSatisfy({ a.accepts($0, in: problem) })
    else { return false }
    let value = a.valueMerging(b, in: search)
    let score = partition.score(replacing: [first, second], by: [(size, value)], search: search)
    guard score.isBetter(than: partition.score(search)) else { return false }
    var union = a
    union.merge(b, in: search)
    partition.replace(first, by: union)
    partition.remove(second)
    return true
  }

  /// Takes apart groups whose blocks are better alone.
  private func dissolve(_ partition: inout WorkingPartition) -> Bool {
    var dissolved = false
    for index in partition.groups.indices.reversed() where partition.groups[index].blocks.count > 1 {
      let singles = partition.groups[index].blocks.map { WorkingGroup(block: $0, in: search) }
      let shapes = singles.map { (size: $0.members.count, value: $0.value) }
      let score = partition.score(replacing: [index], by: shapes, search: search)
      guard score.isBetter(than: partition.score(search)) else { continue }
      partition.replace(index, by: singles[0])
      for single in singles.dropFirst() { partition.append(single) }
      dissolved = true
    }
    return dissolved
  }

  /// Exchanges two blocks of different groups wherever that helps.
  private func exchange(_ partition: inout WorkingPartition) -> Bool {
    var exchanged = false
    for first in partition.groups.indices where partition.groups[first].blocks.count > 1 {
      for second in partition.groups.indices where second != first {
        for a in partition.groups[first].blocks {
          if exchangeOne(a, of: first, with: second, in: &partition) { exchanged = true }
        }
      }
    }
    return exchanged
  }

  private func exchangeOne(_ a: Int, of first: Int, with second: Int, in partition: inout WorkingPartition) -> Bool {
    let (home, away) = (partition.groups[first], partition.groups[second])
    let weight = problem.blocks[a].count
    for b in away.blocks where home.accepts(b, replacing: a, in: problem) && away.accepts(a, replacing: b, in: problem)
    {
      let surplus = problem.blocks[b].count - weight
      let sizes = (home.members.count + surplus, away.members.count - surplus)
      guard sizes.0 <= problem.maximumSize, sizes.1 <= problem.maximumSize else { continue }
      let shapes = [
        (size: sizes.0, value: home.valueAdding(b, replacing: a, in: search)),
        (size: sizes.1, value: away.valueAdding(a, replacing: b, in: search)),
      ]
      let score = partition.score(replacing: [first, second], by: shapes, search: search)
      guard score.isBetter(than: partition.score(search)) else { continue }
      partition.replace(first, by: WorkingGroup(blocks: home.blocks.map { $0 == a ? b : $0 }, in: search))
      partition.replace(second, by: WorkingGroup(blocks: away.blocks.map { $0 == b ? a : $0 }, in: search))
      return true
    }
    return false
  }
}
