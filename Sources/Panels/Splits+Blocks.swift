package import LinearAlgebra

extension Splits {
  /// The block 0..<count of each row: parts of the entities over which errors are told, the same in all replicates.
  ///
  /// The rows that are kept for verification and the others are dealt apart, each as folds are, so that every task has its
  /// share in every block of either. Rows without any task are in block 0.
  ///
  /// - Complexity: O(measurements + tasks^2).
  public static func blocks(_ panel: Panel, count: Int, isVerification: [Bool], stream: RandomStream) -> [UInt8] {
    let develop = dealt(panel, count: count, excluding: isVerification, stream: stream.split("develop"))
    let verify = dealt(panel, count: count, excluding: isVerification.map { !$0 }, stream: stream.split("verify"))
    return zip(develop, verify).map { UInt8(max(0, $0, $1)) }
  }
}
