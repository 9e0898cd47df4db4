internal import LinearAlgebra

/// Orders rows afresh for each epoch by a hash of each row's own number.
///
/// Two rows therefore come in the same order whatever other rows there are, so that a task alone and in company sees
/// its rows in the same order: common random numbers. O(n) expected: one pass into buckets, then insertion.
final class EpochShuffle {
  private let keys = AlignedBuffer<UInt64>()
  private let bucketStarts = AlignedBuffer<Int32>()
  private let cursors = AlignedBuffer<Int32>()
  private let sortedKeys = AlignedBuffer<UInt64>()

  /// Writes 0..<identities.count in the epoch's order to `order`; ties (none in practice) by place.
  ///
  /// - Parameter identities: the number that each place's key is hashed from.
  func shuffle(
    _ identities: UnsafeBufferPointer<Int32>, epoch: Int, stream: RandomStream, into order: AlignedBuffer<Int32>
  ) {
    let count = identities.count
    if keys.count < count { reserve(count) }
    var epochStream = stream.split("epoch", epoch)
    let salt = epochStream.next()
    var bits = 0
    while 1 << bits < count { bits += 1 }
    let shift = UInt64(64 - bits)
    for bucket in 0...(1 << bits) { bucketStarts.base[bucket] = 0 }
    for place in 0..<count {
      let key = Self.hash(salt, UInt64(UInt32(bitPattern: identities[place])))
      keys.base[place] = key
      bucketStarts.base[Int(truncatingIfNeeded: key >> shift) + 1] += 1
    }
    for bucket in 0..<(1 << bits) {
      cursors.base[bucket] = bucketStarts.base[bucket]
      bucketStarts.base[bucket + 1] += bucketStarts.base[bucket]
    }
    scatter(count: count, shift: shift, into: order)
  }

  private func reserve(_ count: Int) {
    keys.resize(count)
    sortedKeys.resize(count)
    bucketStarts.resize(2 * count + 2)
    cursors.resize(2 * count + 2)
  }

  /// Puts every place into its bucket, sorted by insertion within it; a bucket holds one place on average.
  private func scatter(count: Int, shift: UInt64, into order: AlignedBuffer<Int32>) {
    for place in 0..<count {
      let key = keys.base[place]
      let bucket = Int(truncatingIfNeeded: key >> shift)
      let start = Int(bucketStarts.base[bucket])
      var slot = Int(cursors.base[bucket])
      cursors.base[bucket] += 1
      while slot > start && sortedKeys.base[slot - 1] > key {
        sortedKeys.base[slot] = sortedKeys.base[slot - 1]
        order.base[slot] = order.base[slot - 1]
        slot -= 1
      }
      sortedKeys.base[slot] = key
      order.base[slot] = Int32(place)
    }
  }

  /// SplitMix64's finaliser on the salted number: a bijection, so different rows never tie.
  private static func hash(_ salt: UInt64, _ number: UInt64) -> UInt64 {
    var z = salt ^ (number &* 0x9E37_79B9_7F4A_7C15)
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
