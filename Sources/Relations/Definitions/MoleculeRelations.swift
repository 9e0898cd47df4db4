internal import LinearAlgebra
public import Panels

/// Relations of the molecules of two tasks; a panel without molecules has none of them.
extension Relation {
  /// The relations that only panels of molecules have.
  public static let molecular: [Relation] = [.meanSimilarity, .nearestSimilarity, .sharedScaffolds]

  /// The mean Tanimoto similarity of Morgan bits over all pairs of a molecule of a and one of b.
  public static let meanSimilarity = Relation("tanimoto_mean", .similarity, scaleFree: true) { pair in
    pair.sample.similarities?.mean[pair.places.first, pair.places.second] ?? .nan
  }

  /// The mean over the molecules of a of the greatest Tanimoto similarity to a molecule of b.
  public static let nearestSimilarity = Relation("tanimoto_nearest", .similarity, .directed, scaleFree: true) { pair in
    pair.sample.similarities?.nearest[pair.places.first, pair.places.second] ?? .nan
  }

  /// The share of the molecules of a whose Bemis-Murcko scaffold is that of a molecule of b.
  public static let sharedScaffolds = Relation("shared_scaffolds", .scaffolds, .directed, scaleFree: true) { pair in
    pair.exact.scaffolds?.shares[pair.first, pair.second] ?? .nan
  }

  /// Every relation that a study of the panel computes, in the order of the columns of `relations.csv`.
  public static func all(of panel: Panel) -> [Relation] {
    all + (panel.hasMolecules ? molecular : [])
  }
}
