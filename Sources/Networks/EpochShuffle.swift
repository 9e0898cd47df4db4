internal import CKernels
internal import LinearAlgebra

/// Orders rows afresh for each epoch by a hash of each row's own number.
///
/// Two rows therefore come in the same order whatever other rows there are, so that a task alone and in company sees
/// its rows in the same order: common random numbers. Expected O(n).
final class EpochShuffle {
  private let scratch = AlignedBuffer<UInt64>()

  /// Writes 0..<identities.count in the epoch's order to `order`; equal identities by place.
  ///
  /// - Parameter identities: the number that each place's key is hashed from.
  func shuffle(
    _ identities: AlignedBuffer<Int32>, epoch: Int, stream: RandomStream, into order: UnsafeMutablePointer<Int32>
  ) {
    let bytes = kindred_epoch_order_scratch(identities.count)
    if scratch.count * 8 < bytes { scratch.resize(bytes / 8 + 1) }
    var epochStream = stream.split("epoch", epoch)
    kindred_epoch_order(identities.base, identities.count, epochStream.next(), order, scratch.base)
  }
}
