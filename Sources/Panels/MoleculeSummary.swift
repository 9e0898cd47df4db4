internal import LinearAlgebra
internal import Molecules
internal import Statistics

/// What a column of SMILES holds, in numbers.
public struct MoleculeSummary: Codable, Equatable, Sendable {
  /// The column of SMILES.
  public var column: String
  /// Different molecules.
  public var molecules: Int
  /// Rows left out, by reason.
  public var skipped: [String: Int]
  /// Rows of several fragments (salts, solvents, mixtures) as written.
  public var fragmentRows: Int
  /// Different Bemis-Murcko scaffolds of molecules with rings.
  public var scaffolds: Int
  /// The scaffold of most molecules, and how many they are; nil where no molecule has a ring.
  public var commonScaffold: String?
  /// The molecules of that scaffold; 0 where there is none.
  public var commonScaffoldMolecules: Int
  /// Molecules without a ring, which have no scaffold.
  public var acyclic: Int
  /// How many tested molecules have a near neighbour among those trained on; nil where no splits are known.
  public var neighbours: NeighbourShare?
  /// Over ordered pairs of tasks, how similar the nearest molecule of the other task is on average (Tanimoto), from a sample
  /// of large tasks; nil where it was not asked for.
  public var nearest: OverlapRegimes.Spread?

  init(of reading: MoleculeReading, column: String, skipped: [SkippedRow]) {
    self.column = column
    molecules = reading.table.count
    self.skipped = skipped.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
    fragmentRows = reading.fragments.count { $0 > 1 }
    var counts: [String: Int] = [:]
    for scaffold in reading.table.scaffolds where !scaffold.isEmpty { counts[scaffold, default: 0] += 1 }
    scaffolds = counts.count
    let common = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    commonScaffold = common?.key
    commonScaffoldMolecules = common?.value ?? 0
    acyclic = reading.table.scaffolds.count { $0.isEmpty }
  }

  /// Rows of all tasks together that are enough for a look at how near tasks are.
  private static let sampledRows = 3000

  /// See `nearest`; the rows of a task are taken evenly over all of them. O(sample^2).
  static func nearest(_ molecules: RowMolecules, in panel: Panel, threads: Int) -> OverlapRegimes.Spread? {
    let limit = max(10, sampledRows / panel.tasks.count)
    let rows = panel.tasks.map { task in
      let step = max(1, task.rows.count / limit)
      return stride(from: 0, to: task.rows.count, by: step).map { task.rows[$0] }
    }
    let nearest = TaskSimilarities(molecules, rowsOfTasks: rows, threads: threads).nearest
    let values = OrderedPair.all(taskCount: panel.tasks.count).map { nearest[$0.target, $0.partner] }
    return OverlapRegimes.Spread(of: values)
  }
}
