internal import LinearAlgebra

/// Which part each entity is dealt to so far, and what every part lacks of every stratum.
struct StratifiedDealing {
  /// The part of each entity, -1 before it is dealt.
  private(set) var part: [Int]
  private let parts: Int
  /// (strata + 1, parts): rows that a part should get and has not got; the last line counts all rows.
  private var lack: [Double]
  /// What an excess of one row weighs in a stratum: little in a large one.
  private let weights: [Double]

  init(shares: [Double], stratumRows: [Int], entityCount: Int) {
    parts = shares.count
    part = [Int](repeating: -1, count: entityCount)
    let rows = stratumRows + [stratumRows.reduce(0, +)]
    lack = rows.flatMap { count in shares.map { $0 * Double(count) } }
    weights = rows.map { 1 / Double(max(1, $0)) }
  }

  /// The part that lacks most of a stratum; of several, the one that lacks most rows; of several still, a random one.
  func neediest(stratum: Int, _ stream: inout RandomStream) -> Int {
    var candidates: [Int] = []
    var most = (-Double.infinity, -Double.infinity)
    for candidate in 0..<parts {
      let lacks = (lack[stratum * parts + candidate], lack[(weights.count - 1) * parts + candidate])
      if lacks > most { (most, candidates) = (lacks, []) }
      if lacks == most { candidates.append(candidate) }
    }
    return candidates.count == 1 ? candidates[0] : candidates[stream.below(candidates.count)]
  }

  /// Deals an entity with the given strata, one entry a row.
  mutating func place(_ entity: Int, strata: ArraySlice<Int32>, part chosen: Int) {
    part[entity] = chosen
    for stratum in strata {
      lack[Int(stratum) * parts + chosen] -= 1
      lack[(weights.count - 1) * parts + chosen] -= 1
    }
  }

  /// Moves an entity and returns the change of the weighted sum of squared lacks.
  mutating func move(_ entity: Int, strata: ArraySlice<Int32>, to target: Int) -> Double {
    let source = part[entity]
    part[entity] = target
    var change = 0.0
    for stratum in strata {
      change += shift(Int(stratum), from: source, to: target)
      change += shift(weights.count - 1, from: source, to: target)
    }
    return change
  }

  /// Moves one row of a stratum: (x + 1)^2 - x^2 + (y - 1)^2 - y^2 = 2 (x - y + 1), weighted.
  private mutating func shift(_ stratum: Int, from source: Int, to target: Int) -> Double {
    let x = lack[stratum * parts + source]
    let y = lack[stratum * parts + target]
    lack[stratum * parts + source] = x + 1
    lack[stratum * parts + target] = y - 1
    return 2 * (x - y + 1) * weights[stratum]
  }
}
