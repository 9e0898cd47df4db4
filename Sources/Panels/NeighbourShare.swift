internal import LinearAlgebra
internal import Molecules

/// How many tested molecules have a near neighbour among those trained on: what an estimate on them says of new chemistry.
public struct NeighbourShare: Codable, Equatable, Sendable {
  /// Tanimoto similarity of Morgan bits above which two molecules are near.
  public static let threshold = 0.7
  /// Molecules that are looked at, of each of the two kinds.
  private static let sampled = 500

  /// Of the molecules set aside for verification; nil where none are.
  public var verification: Double?
  /// Of the molecules of the folds of the first replicate, each against the other folds.
  public var folds: Double?

  /// Shares of a seeded sample of molecules. O(sample x molecules).
  init(of panel: Panel, molecules: RowMolecules, splits: SplitSettings, threads: Int) {
    let isHeld = splits.verification(panel)
    let folds = splits.folds(panel, replicate: 0, excluding: isHeld)
    // Where each molecule is tested: a fold, -2 for verification, -1 where it is not used.
    var part = [Int](repeating: -1, count: molecules.table.count)
    for row in 0..<panel.rowCount where isHeld[row] || folds[row] >= 0 {
      part[Int(molecules.rows[row])] = isHeld[row] ? -2 : Int(folds[row])
    }
    let used = part.indices.filter { part[$0] != -1 }
    let index = TanimotoIndex(molecules.table, molecules: used)
    func share(_ isWanted: (Int) -> Bool, purpose: String) -> Double? {
      var stream = RandomStream(seed: splits.seed).split("neighbours").split(purpose)
      var sample = used.filter { isWanted(part[$0]) }
      stream.shuffle(&sample)
      sample = Array(sample.prefix(Self.sampled))
      if sample.isEmpty { return nil }
      nonisolated(unsafe) var isNear = [Bool](repeating: false, count: sample.count)
      isNear.withUnsafeMutableBufferPointer { buffer in
        nonisolated(unsafe) let flags = buffer
        let (sample, part) = (sample, part)
        parallelFor(sample.count, threads: threads) { position in
          let own = part[sample[position]]
          func isTrainedOn(_ other: Int) -> Bool {
            if other == -2 || other == own { return false }
            guard panel.times != nil, own >= 0 else { return true }
            let use = TimeFolds.use(of: other, testing: own, count: splits.folds)
            return use == .train || use == .stop
          }
          let similarities = index.similarities(of: sample[position])
          flags[position] = similarities.indices.contains { place in
            let other = part[used[place]]
            return isTrainedOn(other) && Double(similarities[place]) > Self.threshold
          }
        }
      }
      return Double(isNear.count { $0 }) / Double(sample.count)
    }
    verification = share({ $0 == -2 }, purpose: "verification")
    self.folds = share({ panel.times == nil ? $0 >= 0 : TimeFolds.isTested($0, count: splits.folds) }, purpose: "folds")
  }
}
