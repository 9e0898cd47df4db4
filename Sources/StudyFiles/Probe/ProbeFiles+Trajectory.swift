package import Probing
internal import Tables

extension ProbeFiles {
  /// The numbers of a row of `trajectory.csv` or `layers.csv`, by column.
  private static let columns: [(name: String, path: any WritableKeyPath<ProbePoint, Double?> & Sendable)] = [
    ("mean_cosine", \.meanCosine), ("mean_absolute_cosine", \.meanAbsoluteCosine),
    ("conflict_share", \.conflictShare), ("focal_cosine", \.focalCosine), ("mean_norm", \.meanNorm),
    ("focal_norm_ratio", \.focalNormRatio),
  ]
  private static let wholeTrunk: [(name: String, path: any WritableKeyPath<ProbePoint, Double?> & Sendable)] = [
    ("effective_rank", \.effectiveRank), ("loss", \.loss),
  ]

  package func writeTrajectory(_ result: ProbeResult) throws {
    let columns = Self.columns + Self.wholeTrunk
    var rows = CSVWriter(header: ["replicate", "view", "step", "epoch"] + columns.map(\.name))
    for point in result.replicates.flatMap(\.trajectory) {
      rows.append(Self.place(point) + columns.map { .number(point[keyPath: $0.path]) })
    }
    try rows.write(to: trajectory)
    var layerRows = CSVWriter(header: ["replicate", "view", "step", "epoch", "layer"] + Self.columns.map(\.name))
    for point in result.replicates.flatMap(\.layers) {
      layerRows.append(
        Self.place(point) + [.text(point.layer ?? "")] + Self.columns.map { .number(point[keyPath: $0.path]) })
    }
    try layerRows.write(to: layers)
  }

  private static func place(_ point: ProbePoint) -> [CSVCell] {
    [.integer(point.replicate), .text(point.view.rawValue), .integer(point.step), .number(point.epoch)]
  }

  package func readTrajectory() throws -> [ProbePoint] { try read(trajectory, Self.columns + Self.wholeTrunk) }

  package func readLayers() throws -> [ProbePoint] { try read(layers, Self.columns) }

  private func read(
    _ path: String, _ columns: [(name: String, path: any WritableKeyPath<ProbePoint, Double?> & Sendable)]
  ) throws -> [ProbePoint] {
    let table = try Table.read(path)
    let (replicate, view) = (try table.integers("replicate"), try table.texts("view"))
    let (step, epoch) = (try table.integers("step"), try table.numbers("epoch"))
    let layer = table.column("layer") == nil ? nil : try table.texts("layer")
    let values = try columns.map { try table.optionalNumbers($0.name) }
    return (0..<table.rowCount).compactMap { row in
      guard let view = ProbeView(rawValue: view[row]) else { return nil }
      var point = ProbePoint(replicate: replicate[row], view: view, step: step[row], epoch: epoch[row])
      point.layer = layer?[row]
      for (column, values) in zip(columns, values) { point[keyPath: column.path] = values[row] }
      return point
    }
  }
}
