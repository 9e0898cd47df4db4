/// How a job's summed loss of one task is spread over the ten blocks of its test rows.
///
/// Shares add up to 1 but for rounding to 2^-18; all are 0 where the loss is. In a journal they are 30 letters, three a block.
public struct BlockShares: Equatable, Sendable {
  private static let scale = Double(1 << 18)
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The shares in parts of 2^-18, one a block, at most 2^18 - 1.
  private let parts: [UInt32]

  /// - Parameter sums: the summed loss of each block, not negative and finite.
  public init(sums: [Double]) {
    precondition(sums.count == BlockSet.blockCount, "one sum a block")
    let total = sums.reduce(0, +)
    parts = sums.map { total > 0 ? UInt32(min(Self.scale - 1, ($0 / total * Self.scale).rounded())) : 0 }
  }

  /// The share of some blocks together, in 0...1.
  public func share(of blocks: BlockSet) -> Double {
    var sum: UInt32 = 0
    for block in parts.indices where blocks.holds(block) { sum += parts[block] }
    return Double(sum) / Self.scale
  }

  /// The 30 letters of a journal.
  package var text: String {
    let bytes = parts.flatMap { part in [12, 6, 0].map { Self.letters[Int(part >> UInt32($0) & 63)] } }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What the letters say; nil where they are no shares.
  package init?(text: String) {
    let digits = text.utf8.compactMap { Self.values[Int($0)] }
    guard digits.count == 3 * BlockSet.blockCount, text.utf8.count == digits.count else { return nil }
    parts = stride(from: 0, to: digits.count, by: 3).map { digits[$0] << 12 | digits[$0 + 1] << 6 | digits[$0 + 2] }
  }

  /// By byte: the value of a letter.
  private static let values: [UInt32?] = {
    var values = [UInt32?](repeating: nil, count: 256)
    for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt32(value) }
    return values
  }()
}

extension BlockShares: Codable {
  /// Reads the 30 letters of a journal; throws where they are no shares.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let shares = BlockShares(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "30 letters of shares by block expected")
    }
    self = shares
  }

  /// Writes the 30 letters of a journal.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
