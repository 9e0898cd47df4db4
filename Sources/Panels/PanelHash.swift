public import LinearAlgebra

/// FNV-1a 64 (Fowler, Noll & Vo) over everything of a panel that training or relations can see.
///
/// Numbers go in with their bits and lengths before what they count, so that no two panels share a byte string. Eight
/// bytes are mixed in at a time: the same recurrence on words.
struct PanelHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// 16 hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  mutating func add(_ word: UInt64) { value = (value ^ word) &* 0x0000_0100_0000_01B3 }

  mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    for byte in text.utf8 { add(UInt64(byte)) }
  }

  mutating func add(_ numbers: [Int]) {
    add(numbers.count)
    for number in numbers { add(number) }
  }

  mutating func add(_ numbers: [Float]) {
    add(numbers.count)
    for number in numbers { add(UInt64(number.bitPattern)) }
  }

  mutating func add(_ features: Features) {
    add(features.rows)
    add(features.columns)
    switch features {
    case .dense(let matrix): add(matrix.elements)
    case .sparse(let matrix):
      add(matrix.starts)
      for index in matrix.indices { add(UInt64(index)) }
    }
  }

  mutating func add(_ task: LearningTask) {
    add(task.name)
    add(task.kind.rawValue)
    add(task.rows)
    add(task.targets.count)
    switch task.kind {
    case .classification: for target in task.targets { add(UInt64(Float(target).bitPattern)) }
    case .regression: for target in task.targets { add(target.bitPattern) }
    }
    if let weights = task.weights { add(weights) }
    if let sides = task.sides { for side in sides { add(Int(side)) } }
  }
}

extension Panel {
  /// A panel of its parts, with its hash computed; traps where their sizes do not fit.
  ///
  /// The hash covers features and their names, tasks, layout, entities and given splits. O(size of the panel).
  public init(
    features: Features, featureNames: [String], tasks: [LearningTask], layout: PanelLayout, entities: [Int],
    entityCount: Int, overlapIsKnown: Bool, givenSplits: [GivenSplit]? = nil
  ) {
    var hash = PanelHash()
    hash.add(features)
    for name in featureNames { hash.add(name) }
    hash.add(tasks.count)
    for task in tasks { hash.add(task) }
    hash.add(layout.rawValue)
    hash.add(entities)
    hash.add(overlapIsKnown ? 1 : 0)
    for split in givenSplits ?? [] { hash.add(split.rawValue) }
    self.init(
      features: features, featureNames: featureNames, tasks: tasks, layout: layout, entities: entities,
      entityCount: entityCount, overlapIsKnown: overlapIsKnown, givenSplits: givenSplits, hash: hash.text)
  }
}
