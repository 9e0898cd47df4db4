/// A seeded stream of random numbers that can be split into independent, named streams.
///
/// Everything stochastic in Kindred takes one. `stream.split("fold", 3)` depends only on the seed and the names on the
/// way to it, never on how many numbers were drawn before or on which thread, so results are the same for any number of
/// threads. The generator is SplitMix64 (Steele, Lea & Flood 2014), whose state is one word.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let key: UInt64
  private var state: UInt64

  /// The stream of a seed; neighbouring seeds give unrelated streams.
  public init(seed: UInt64) {
    key = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    state = key
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// An independent stream for a named purpose and up to any number of indices.
  public func split(_ purpose: String, _ indices: Int...) -> RandomStream {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a over the name
    for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = Self.mix(key ^ hash)
    for index in indices { hash = Self.mix(hash &+ 0x9E37_79B9_7F4A_7C15 &* (UInt64(bitPattern: Int64(index)) &+ 1)) }
    return RandomStream(seed: hash)
  }

  /// A uniform integer in 0..<bound, unbiased (Lemire 2019); traps unless `bound` > 0.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "an empty range has no random member")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A uniform number in [0, 1) with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A standard normal number (Marsaglia's polar method; the second of each pair is dropped, to keep one word of state).
  public mutating func normal() -> Double {
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      if s > 0 && s < 1 { return u * (-2 * logarithm(s) / s).squareRoot() }
    }
  }

  /// Shuffles in place (Fisher-Yates).
  public mutating func shuffle<Item>(_ items: inout [Item]) {
    guard items.count > 1 else { return }
    for last in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(last, below(last + 1)) }
  }

  /// A uniform random permutation of 0..<count.
  public mutating func permutation(_ count: Int) -> [Int] {
    var items = Array(0..<count)
    shuffle(&items)
    return items
  }

  /// `count` different numbers out of 0..<bound in random order; all of them if `count` >= `bound`.
  public mutating func sample(_ count: Int, of bound: Int) -> [Int] {
    Array(permutation(bound).prefix(count))
  }
}
