internal import Grouping

/// Which tasks may help a primary one, and which of them travel together.
struct HelperProblem {
  let primary: Int
  /// Tasks that must be linked with the primary one and are in its network whenever there is one.
  let linked: [Int]
  /// What may join, each as a whole: sets of must-linked tasks, and single tasks.
  let units: [[Int]]
  /// Tasks that no constraint lets into the network.
  let excluded: [Int]
  private let sizes: ClosedRange<Int>
  /// (units, units): whether two may be in one network.
  private let meets: [[Bool]]
  private let unitOf: [Int: Int]

  init(primary: Int, _ problem: GroupingProblem) {
    let sets = problem.linkedSets
    let own = sets.indices.first { sets[$0].contains(primary) } ?? 0
    let room = problem.sizeRange.upperBound - sets[own].count
    let partners = sets.indices.filter { $0 != own && problem.mayMeet(own, $0) && sets[$0].count <= room }
    self.primary = primary
    sizes = problem.sizeRange
    linked = sets[own].filter { $0 != primary }
    units = partners.map { sets[$0] }
    excluded = sets.indices.filter { $0 != own && !partners.contains($0) }.flatMap { sets[$0] }.sorted()
    meets = partners.map { one in partners.map { one == $0 || problem.mayMeet(one, $0) } }
    unitOf = Dictionary(
      uniqueKeysWithValues: partners.enumerated().flatMap { unit, set in sets[set].map { ($0, unit) } })
  }

  /// The helpers that some units make, ascending.
  func helpers(_ set: [Int]) -> [Int] { (linked + set.flatMap { units[$0] }).sorted() }

  /// As many of the units as can be together, those that come first preferred.
  func compatible(_ order: [Int]) -> [Int] {
    var taken: [Int] = []
    for unit in order where joins(unit, taken) { taken.append(unit) }
    return taken
  }

  /// Whether one more unit can join others.
  func joins(_ unit: Int, _ set: [Int]) -> Bool {
    helpers(set).count + 1 + units[unit].count <= sizes.upperBound && set.allSatisfy { meets[unit][$0] }
  }

  /// Whether the constraints let the primary task be trained with exactly these tasks.
  func admits(_ helpers: [Int]) -> Bool {
    if helpers.isEmpty { return linked.isEmpty }
    let others = Set(helpers).subtracting(linked)
    guard sizes.contains(helpers.count + 1), linked.allSatisfy(helpers.contains),
      others.allSatisfy({ unitOf[$0] != nil })
    else { return false }
    let set = Set(others.compactMap { unitOf[$0] }).sorted()
    return self.helpers(set) == helpers && set.allSatisfy { unit in set.allSatisfy { meets[unit][$0] } }
  }
}
