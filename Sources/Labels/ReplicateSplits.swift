public import Panels
internal import Synchronization

/// The rows of every job: verification rows, and the folds of each replicate.
///
/// Folds depend on the seed and the replicate alone, so all jobs of a replicate share them. They are made when first
/// asked for and kept.
public final class ReplicateSplits: Sendable {
  /// By row: whether only `verify` may see it.
  public let isVerification: [Bool]
  /// By row: the block in which its loss is kept, the same in all replicates.
  public let blockOfRow: [UInt8]
  private let panel: Panel
  private let settings: SplitSettings
  private let folds = Mutex<[Int: [Int8]]>([:])

  /// The splits of a panel; verification rows and blocks are drawn at once, folds when they are asked for.
  public init(panel: Panel, settings: LabelSettings) {
    self.panel = panel
    self.settings = settings.splits
    isVerification = settings.splits.verification(panel)
    blockOfRow = settings.splits.blocks(panel, isVerification: isVerification, count: BlockSet.blockCount)
  }

  /// How every task's test rows are spread over the blocks.
  public var blockWeights: BlockWeights {
    BlockWeights(panel: panel, blockOfRow: blockOfRow, isVerification: isVerification, isTested: isTested)
  }

  /// By row, whether a fold of development tests it: all that are not set aside, but where folds go by time the later ones.
  private var isTested: [Bool] {
    guard panel.times != nil else { return isVerification.map { !$0 } }
    return foldOfRow(replicate: 0).map { TimeFolds.isTested(Int($0), count: settings.folds) }
  }

  /// The fold of each row in a replicate, -1 for verification rows.
  public func foldOfRow(replicate: Int) -> [Int8] {
    if let known = folds.withLock({ $0[replicate] }) { return known }
    let made = settings.folds(panel, replicate: replicate, excluding: isVerification)
    folds.withLock { $0[replicate] = made }
    return made
  }
}
