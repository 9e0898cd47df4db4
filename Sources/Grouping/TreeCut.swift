internal import Statistics

/// The best partition into subtrees of a dendrogram of blocks.
struct TreeCut {
  let tree: Dendrogram
  let search: SearchValues

  /// The best of a subtree with at most so many groups.
  private struct Cut {
    var value: Double
    /// nil: the subtree is one group or a single task; otherwise how many groups the left side has.
    var left: Int?
  }

  private var problem: GroupingProblem { search.problem }

  /// Blocks of each group and single task; nil if no cut keeps the limits on sizes and groups.
  func best() -> [[Int]]? {
    guard tree.count > 0 else { return nil }
    let limit = problem.settings.maximumGroups.map { min($0, problem.blocks.count) } ?? 0
    var groups: [WorkingGroup?] = (0..<tree.count).map { WorkingGroup(block: $0, in: search) }
    var cuts: [[Cut?]] = groups.map { group in whole(group, limit: limit) }
    for merge in tree.merges {
      let union = joined(groups[merge.a], groups[merge.b])
      var cut = whole(union, limit: limit)
      for left in 0...limit {
        for right in 0...(limit - left) {
          guard let a = cuts[merge.a][left], let b = cuts[merge.b][right] else { continue }
          let value = a.value + b.value
          if cut[left + right].map({ value > $0.value + 1e-12 }) ?? true {
            cut[left + right] = Cut(value: value, left: left)
          }
        }
      }
      groups[merge.a] = nil
      groups[merge.b] = nil
      groups.append(union)
      cuts.append(cut)
    }
    let root = cuts.count - 1
    let counts = (0...limit).filter { cuts[root][$0] != nil }
    guard let count = counts.max(by: { value(cuts[root][$0]) < value(cuts[root][$1]) }) else { return nil }
    return collect(root, count: count, cuts: cuts)
  }

  private func value(_ cut: Cut?) -> Double { cut?.value ?? -.infinity }

  /// The union if it can be in a group at all.
  private func joined(_ a: WorkingGroup?, _ b: WorkingGroup?) -> WorkingGroup? {
    guard let a, let b, a.members.count + b.members.count <= problem.maximumSize,
      b.blocks.allSatisfy({ a.accepts($0, in: problem) })
    else { return nil }
    var union = a
    union.merge(b, in: search)
    return union
  }

  /// A subtree left whole: a single task, or one group if its size allows; indexed by the number of groups, which stays
  /// 0 where it is not limited.
  private func whole(_ group: WorkingGroup?, limit: Int) -> [Cut?] {
    var cuts = [Cut?](repeating: nil, count: limit + 1)
    guard let group else { return cuts }
    let size = group.members.count
    if size == 1 { cuts[0] = Cut(value: group.value, left: nil) }
    let count = problem.settings.maximumGroups == nil ? 0 : 1
    if size > 1, size >= problem.settings.minimumSize, count <= limit {
      cuts[count] = Cut(value: group.value, left: nil)
    }
    return cuts
  }

  private func collect(_ node: Int, count: Int, cuts: [[Cut?]]) -> [[Int]] {
    if let left = cuts[node][count]?.left {
      let merge = tree.merges[node - tree.count]
      return collect(merge.a, count: left, cuts: cuts) + collect(merge.b, count: count - left, cuts: cuts)
    }
    return [leaves(node)]
  }

  private func leaves(_ node: Int) -> [Int] {
    guard node >= tree.count else { return [node] }
    let merge = tree.merges[node - tree.count]
    return leaves(merge.a) + leaves(merge.b)
  }
}
