internal import Diagnostics

/// Must-links and cannot-links by index: which tasks travel together, and which of those sets may not meet.
struct TaskLinks {
  /// Must-linked sets and single tasks, ascending by their first task.
  var blocks: [[Int]] = []
  /// (blocks x blocks), row-major and symmetric.
  var conflicts: [Bool] = []
  var isLinked: [Bool]

  init(settings: GroupingSettings, tasks: [String], kinds: [String]) throws {
    var indexOf: [String: Int] = [:]
    for (index, name) in tasks.enumerated() {
      precondition(indexOf.updateValue(index, forKey: name) == nil, "task names are unique")
    }
    func indices(_ sets: [[String]], _ constraint: String) throws -> [[Int]] {
      try sets.map { names in
        try names.map { name in
          guard let index = indexOf[name] else { throw UserError.unknownTask(name, in: constraint, tasks: tasks) }
          return index
        }
      }
    }
    isLinked = [Bool](repeating: false, count: tasks.count)
    let blockOf = joinBlocks(try indices(settings.mustLink, "must-link"), count: tasks.count)
    for block in blocks where block.count > 1 { for task in block { isLinked[task] = true } }
    conflicts = [Bool](repeating: false, count: blocks.count * blocks.count)
    if !settings.mixesKinds { try separateKinds(kinds, tasks: tasks) }
    try separate(try indices(settings.cannotLink, "cannot-link"), blockOf: blockOf, tasks: tasks)
    try checkSizes(settings, tasks: tasks)
  }

  /// Fills `blocks` and gives the block of each task.
  private mutating func joinBlocks(_ sets: [[Int]], count: Int) -> [Int] {
    var root = Array(0..<count)
    for set in sets {
      guard let first = set.first else { continue }
      for task in set.dropFirst() {
        let (low, high) = (min(root[first], root[task]), max(root[first], root[task]))
        for index in root.indices where root[index] == high { root[index] = low }
      }
    }
    var blockOfRoot: [Int: Int] = [:]
    return root.indices.map { task in
      if let block = blockOfRoot[root[task]] {
        blocks[block].append(task)
        return block
      }
      blocks.append([task])
      blockOfRoot[root[task]] = blocks.count - 1
      return blocks.count - 1
    }
  }

  private mutating func separateKinds(_ kinds: [String], tasks: [String]) throws {
    for block in blocks {
      if let other = block.first(where: { kinds[$0] != kinds[block[0]] }) {
        throw UserError.contradictoryGrouping(
          "'\(tasks[block[0]])' (\(kinds[block[0]])) and '\(tasks[other])' (\(kinds[other])) must be linked, "
            + "but kinds may not be mixed")
      }
    }
    for a in blocks.indices {
      for b in blocks.indices where kinds[blocks[a][0]] != kinds[blocks[b][0]] {
        conflicts[a * blocks.count + b] = true
      }
    }
  }

  private mutating func separate(_ sets: [[Int]], blockOf: [Int], tasks: [String]) throws {
    for set in sets {
      for a in set {
        for b in set where a != b {
          if blockOf[a] == blockOf[b] {
            throw UserError.contradictoryGrouping("'\(tasks[a])' and '\(tasks[b])' must be linked and cannot be linked")
          }
          conflicts[blockOf[a] * blocks.count + blockOf[b]] = true
        }
      }
    }
  }

  private func checkSizes(_ settings: GroupingSettings, tasks: [String]) throws {
    let linked = blocks.filter { $0.count > 1 }
    if settings.maximumGroups == 0, let block = linked.first {
      throw UserError.contradictoryGrouping("'\(tasks[block[0]])' must be linked, but no group is allowed")
    }
    if let limit = settings.maximumSize, let block = linked.first(where: { $0.count > limit }) {
      throw UserError.contradictoryGrouping(
        "\(block.count) tasks must be linked with '\(tasks[block[0]])', but a group holds at most \(limit)")
    }
  }
}
