/// Some of the ten blocks of entities that losses are kept by.
public struct BlockSet: OptionSet, Hashable, Sendable {
  /// How many blocks there are.
  public static let blockCount = 10
  /// Every block.
  public static let all = BlockSet(rawValue: 1 << UInt16(blockCount) - 1)

  /// The first five blocks and the last five: what is found on one half is judged on the other.
  package static let halves = [BlockSet(0..<5), BlockSet(5..<10)]
  /// All blocks but one, for each of them: what a jackknife judges.
  package static let allButOne = (0..<blockCount).map { BlockSet([$0]).complement }

  /// Bit b stands for block b.
  public let rawValue: UInt16

  /// The blocks whose bits are set; bits from the tenth on stand for no block.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The blocks with these numbers, each in 0..<10.
  public init(_ blocks: some Sequence<Int>) {
    rawValue = blocks.reduce(0) { $0 | 1 << UInt16($1) }
  }

  /// Whether a block is among them.
  public func holds(_ block: Int) -> Bool { rawValue >> UInt16(block) & 1 == 1 }

  /// All the others.
  public var complement: BlockSet { BlockSet.all.subtracting(self) }
}
