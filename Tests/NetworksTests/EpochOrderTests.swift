import CKernels
import LinearAlgebra
import Testing

@Suite struct EpochOrderTests {
  private func order(_ identities: [Int32], salt: UInt64) -> [Int32] {
    var result = [Int32](repeating: -1, count: identities.count)
    let bytes = kindred_epoch_order_scratch(identities.count)
    withUnsafeTemporaryAllocation(byteCount: bytes, alignment: 64) { scratch in
      kindred_epoch_order(identities, identities.count, salt, &result, scratch.baseAddress)
    }
    return result
  }

  @Test(arguments: [0, 1, 2, 3, 16, 17, 33, 48, 64, 80, 95, 96, 97, 150, 1000, 70_000])
  func isTheSortedOrderOfTheKeys(_ count: Int) {
    for salt in [0, 1, UInt64.max, 0x1234_5678_9ABC_DEF0] {
      let identities = (0..<count).map { Int32($0 * 7 % max(1, salt == 0 ? 3 * count / 4 : 700_001)) }
      let expected = identities.indices.sorted {
        let (a, b) = (
          PlainTrainer.key(Int(identities[$0]), salt: salt), PlainTrainer.key(Int(identities[$1]), salt: salt)
        )
        return (a, $0) < (b, $1)
      }
      #expect(order(identities, salt: salt).map(Int.init) == expected)
    }
  }

  /// Common random numbers: two rows come in the same order whatever other rows there are.
  @Test func companyDoesNotChangeTheOrderOfTwo() {
    var draws = RandomStream(seed: 9)
    let all = (0..<500).map(Int32.init)
    for _ in 0..<20 {
      let salt = draws.next()
      let some = all.filter { _ in draws.uniform() < 0.4 }
      let inCompany = order(all, salt: salt).map { all[Int($0)] }.filter(Set(some).contains)
      #expect(order(some, salt: salt).map { some[Int($0)] } == inCompany)
    }
  }

  /// Each row comes first, and lies before each other, about equally often.
  @Test func looksUniform() {
    var draws = RandomStream(seed: 10)
    let rows = (0..<10).map(Int32.init)
    var firsts = [Int](repeating: 0, count: 10)
    var before = 0
    for _ in 0..<10_000 {
      let order = order(rows, salt: draws.next())
      firsts[Int(order[0])] += 1
      if order.firstIndex(of: 3)! < order.firstIndex(of: 4)! { before += 1 }
    }
    #expect(firsts.allSatisfy { abs($0 - 1000) < 150 }, "\(firsts)")
    #expect(abs(before - 5000) < 250)
  }
}
