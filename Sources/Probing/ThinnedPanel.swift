public import LinearAlgebra
public import Panels

extension Panel {
  /// The panel with each task measured on fewer of its rows, so that tasks that shared all rows share a given part.
  ///
  /// Each entity is kept for each task with probability p = 2 v / (1 + v), independently: two tasks then have an expected
  /// Jaccard overlap of v. With `together` an entity is kept for all tasks or for none, which leaves the overlap as it is
  /// and the number of rows the same as without: the control that tells a loss of overlap from a loss of data.
  ///
  /// - Parameters:
  ///   - overlap: v in (0, 1].
  ///   - together: whether an entity is kept for all tasks or for none.
  ///   - random: what decides on each entity.
  public func thinned(toOverlap overlap: Double, together: Bool, random: RandomStream) -> Panel {
    precondition(overlap > 0 && overlap <= 1, "an overlap in (0, 1]")
    let share = 2 * overlap / (1 + overlap)
    let thinned = tasks.enumerated().map { index, task in
      var stream = random.split("thin", together ? 0 : index)
      let isKept = (0..<entityCount).map { _ in stream.uniform() < share }
      let kept = task.rows.indices.filter { isKept[entities[task.rows[$0]]] }
      return LearningTask(
        name: task.name, kind: task.kind, rows: kept.map { task.rows[$0] }, targets: kept.map { task.targets[$0] },
        weights: task.weights.map { weights in kept.map { weights[$0] } },
        sides: task.sides.map { sides in kept.map { sides[$0] } })
    }
    let panel = Panel(
      features: features, featureNames: featureNames, tasks: thinned, layout: layout, entities: entities,
      entityCount: entityCount, overlapIsKnown: overlapIsKnown, givenSplits: givenSplits, hash: hash)
    return panel.splitting(as: self)
  }
}
