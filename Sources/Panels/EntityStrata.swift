internal import LinearAlgebra

/// The entities of a panel (or the clusters of them that folds keep together) with the strata they count in: two a task, its positives and negatives, or the targets above
/// its median and the others.
struct EntityStrata {
  private let strataCount: Int
  private let entityCount: Int
  /// The strata of entity e are `strata[starts[e]..<starts[e + 1]]`, one entry a row.
  private let starts: [Int]
  private let strata: [Int32]
  /// Entities that have a row to assign.
  private let members: [Int]
  /// Whether entities are clusters of several, of which the largest are to be dealt first.
  private let areClusters: Bool

  init(of panel: Panel, excluding: [Bool]) {
    var pairs: [(entity: Int32, stratum: Int32)] = []
    var isMember = [Bool](repeating: false, count: panel.splitUnitCount)
    for (index, task) in panel.tasks.enumerated() {
      let threshold = Self.threshold(of: task)
      for (row, target) in zip(task.rows, task.targets) where !excluding[row] {
        pairs.append((Int32(panel.splitUnits[row]), Int32(2 * index + (target > threshold ? 1 : 0))))
        isMember[panel.splitUnits[row]] = true
      }
    }
    var starts = [Int](repeating: 0, count: panel.splitUnitCount + 1)
    for pair in pairs { starts[Int(pair.entity) + 1] += 1 }
    for entity in 0..<panel.splitUnitCount { starts[entity + 1] += starts[entity] }
    var next = starts
    var strata = [Int32](repeating: 0, count: pairs.count)
    for pair in pairs {
      strata[next[Int(pair.entity)]] = pair.stratum
      next[Int(pair.entity)] += 1
    }
    self.starts = starts
    self.strata = strata
    strataCount = 2 * panel.tasks.count
    entityCount = panel.splitUnitCount
    areClusters = panel.splitUnitCount < panel.entityCount
    members = isMember.indices.filter { isMember[$0] }
  }

  /// The part, an index into `shares`, of every entity; entities without a row to assign are put into part 0.
  ///
  /// Iterative stratification (Sechidis, Tsoumakas & Vlahavas 2011, algorithm 1): again and again the rarest stratum that
  /// is left is dealt out, each of its entities to the part that lacks most of it, then to the part that lacks most rows,
  /// then at random. It serves rare strata well and leaves common ones to chance, so entities are then exchanged
  /// wherever that brings the strata closer to their shares.
  ///
  /// - Parameter shares: of the rows, one a part; they add up to 1.
  /// - Complexity: O(rows x parts + strata^2).
  func assign(shares: [Double], stream: RandomStream) -> [Int] {
    var stream = stream
    var order = members
    stream.shuffle(&order)
    if areClusters { order = Self.largestFirst(order, size: { starts[$0 + 1] - starts[$0] }) }
    let lists = entitiesByStratum(order)
    var dealing = StratifiedDealing(shares: shares, stratumRows: lists.rows, entityCount: entityCount)
    var remaining = lists.rows
    while let stratum = rarest(remaining) {
      for entity in lists.entities[stratum] where dealing.part[entity] < 0 {
        let own = strata(of: entity)
        dealing.place(entity, strata: own, part: dealing.neediest(stratum: stratum, &stream))
        for stratum in own { remaining[Int(stratum)] -= 1 }
      }
    }
    exchange(order, in: &dealing, &stream)
    return dealing.part.map { max($0, 0) }
  }

  /// Tries ten random exchanges an entity and keeps those that help.
  private func exchange(_ order: [Int], in dealing: inout StratifiedDealing, _ stream: inout RandomStream) {
    guard order.count > 1 else { return }
    for _ in 0..<10 {
      for a in order {
        let b = order[stream.below(order.count)]
        let (from, to) = (dealing.part[a], dealing.part[b])
        if from == to { continue }
        var change = dealing.move(a, strata: strata(of: a), to: to)
        change += dealing.move(b, strata: strata(of: b), to: from)
        if change > -1e-12 {
          _ = dealing.move(a, strata: strata(of: a), to: from)
          _ = dealing.move(b, strata: strata(of: b), to: to)
        }
      }
    }
  }

  /// The order by falling size, equal ones as they were.
  private static func largestFirst(_ order: [Int], size: (Int) -> Int) -> [Int] {
    order.enumerated().sorted { (size($1.element), $0.offset) < (size($0.element), $1.offset) }.map(\.element)
  }

  private func strata(of entity: Int) -> ArraySlice<Int32> { strata[starts[entity]..<starts[entity + 1]] }

  /// Each stratum's entities in the order given, and how many rows they are.
  private func entitiesByStratum(_ order: [Int]) -> (entities: [[Int]], rows: [Int]) {
    var entities = [[Int]](repeating: [], count: strataCount)
    var rows = [Int](repeating: 0, count: strataCount)
    for entity in order {
      for stratum in strata[starts[entity]..<starts[entity + 1]] {
        entities[Int(stratum)].append(entity)
        rows[Int(stratum)] += 1
      }
    }
    return (entities, rows)
  }

  /// The stratum with the fewest rows left, but some; nil when all are dealt out.
  private func rarest(_ remaining: [Int]) -> Int? {
    var best: Int?
    for stratum in remaining.indices where remaining[stratum] > 0 {
      if best.map({ remaining[stratum] < remaining[$0] }) ?? true { best = stratum }
    }
    return best
  }

  private static func threshold(of task: LearningTask) -> Double {
    guard task.kind == .regression else { return 0.5 }
    return task.targets.sorted()[task.targets.count / 2]
  }
}
