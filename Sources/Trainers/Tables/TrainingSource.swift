internal import LinearAlgebra
package import Panels
internal import Synchronization
internal import Tables

/// What another trainer may see of a panel's rows: ids, molecules and features, as the cells of a table.
///
/// Shared by threads; a row's cells are written once and kept.
package final class TrainingSource: Sendable {
  package let panel: Panel
  package let molecules: PanelMolecules
  /// Whether a table has the row's number as its `id`, and its features and weight; else molecules and targets alone.
  package let isWhole: Bool
  private let written = Mutex<[Int: [UInt8]]>([:])

  /// - Parameter isWhole: as the contract with trainers has it; false for programs that make features of molecules.
  package init(panel: Panel, molecules: PanelMolecules, isWhole: Bool) {
    self.panel = panel
    self.molecules = molecules
    self.isWhole = isWhole
    weights = isWhole ? Self.weights(of: panel) : nil
  }

  /// By row of the panel: what it weighs; nil where all weigh the same, or nobody is told.
  let weights: [Float]?

  /// The names of the columns that stand before the targets.
  var featureNames: [String] { isWhole ? panel.featureNames : [] }

  /// The cells of a row of the panel before its targets.
  func cells(before row: Int) -> [UInt8] {
    if let known = written.withLock({ $0[row] }) { return known }
    var cells: [CSVCell] = isWhole ? [.integer(row)] : []
    cells += molecules.columns.map { .text($0.texts[row]) }
    if isWhole { cells += features(of: row) }
    let bytes = CSVWriter.line(cells)
    written.withLock { $0[row] = bytes }
    return bytes
  }

  private func features(of row: Int) -> [CSVCell] {
    switch panel.features {
    case .dense(let matrix):
      return matrix.elements[row * matrix.columns..<(row + 1) * matrix.columns].map { .single($0) }
    case .sparse(let matrix):
      var cells = [CSVCell](repeating: .integer(0), count: matrix.columns)
      for index in matrix.indices[matrix.starts[row]..<matrix.starts[row + 1]] { cells[Int(index)] = .integer(1) }
      return cells
    }
  }

  private static func weights(of panel: Panel) -> [Float]? {
    guard panel.tasks.contains(where: { $0.weights != nil }) else { return nil }
    var weights = [Float](repeating: 1, count: panel.rowCount)
    for task in panel.tasks {
      for (place, row) in task.rows.enumerated() { weights[row] = task.weights?[place] ?? 1 }
    }
    return weights
  }
}
