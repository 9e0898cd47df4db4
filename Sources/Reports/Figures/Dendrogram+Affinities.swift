package import LinearAlgebra
package import Statistics

extension Dendrogram {
  /// The tree of items by what they gain from each other, of a directed (n, n) matrix; what is not finite counts as 0.
  ///
  /// Distances are the largest mutual mean less the mutual mean, so items that help each other most are nearest.
  package init(affinities: Matrix<Double>) {
    var mutual = affinities
    for i in 0..<affinities.rows {
      for j in 0..<affinities.columns {
        let (there, back) = (affinities[i, j], affinities[j, i])
        mutual[i, j] = ((there.isFinite ? there : 0) + (back.isFinite ? back : 0)) / 2
      }
    }
    let largest = mutual.elements.max() ?? 0
    for index in mutual.elements.indices { mutual.elements[index] = largest - mutual.elements[index] }
    self = averageLinkage(distances: mutual)
  }
}
