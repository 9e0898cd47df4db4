internal import Statistics

/// For every pair of tasks, how many entities (molecules, patients, rows) both measured.
///
/// This is the one definition of overlap: rows with the same id, or else the same SMILES, are one entity, without either each
/// row is its own, and an entity that a task measured several times counts once; wide and stacked panels alike. Tasks of a
/// panel whose overlap is unknown share nothing. Labels are not looked at, so rows that are set aside count too.
package struct TaskOverlap: Sendable {
  /// Shared entities below which a correlation or a similarity is noise.
  package static let fewestShared = 20

  /// Entities of each task.
  package var sizes: [Int] { intersections.sizes }
  private let intersections: SetIntersections
  private let isKnown: Bool

  /// Counts on up to `threads` threads. O(tasks^2 entities / 64).
  package init(of panel: Panel, threads: Int = 1) {
    intersections = SetIntersections(
      of: panel.tasks.map { task in task.rows.map { panel.entities[$0] } }, universe: panel.entityCount,
      threads: threads)
    isKnown = panel.overlapIsKnown
  }

  /// Entities that both measured.
  package func shared(_ a: Int, _ b: Int) -> Int { isKnown || a == b ? intersections.shared(a, b) : 0 }

  /// |A n B| / |A u B|; 0 where both are empty.
  package func jaccard(_ a: Int, _ b: Int) -> Double {
    let union = sizes[a] + sizes[b] - shared(a, b)
    return union == 0 ? 0 : Double(shared(a, b)) / Double(union)
  }

  /// |A n B| / |A|: the share of a's entities that b measures too; 0 where a is empty.
  package func containment(_ a: Int, in b: Int) -> Double {
    sizes[a] == 0 ? 0 : Double(shared(a, b)) / Double(sizes[a])
  }
}
