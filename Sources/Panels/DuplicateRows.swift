internal import LinearAlgebra

/// Rows that look like another row.
enum DuplicateRows {
  /// How many rows repeat an earlier one: the features of a row of another entity (wide), or features and target of a row
  /// of the same task and another entity (stacked).
  ///
  /// Rows are found by hash and compared. O(size of the features).
  static func count(in panel: Panel) -> Int {
    guard panel.layout == .stacked else {
      return count(Array(0..<panel.rowCount), of: panel, targets: nil)
    }
    return panel.tasks.reduce(0) { $0 + count($1.rows, of: panel, targets: $1.targets) }
  }

  private static func count(_ rows: [Int], of panel: Panel, targets: [Double]?) -> Int {
    var first = [UInt64: Int](minimumCapacity: rows.count)
    // By position, the next of other content with the same hash.
    var next: [Int: Int] = [:]
    var duplicates = 0
    for (position, row) in rows.enumerated() {
      var hash = PanelHash()
      hash.add(panel.features, row: row)
      if let targets { hash.add(targets[position].bitPattern) }
      guard var earlier = first[hash.value] else {
        first[hash.value] = position
        continue
      }
      let isEqual = { (other: Int) in
        panel.features.rowsAreEqual(rows[other], row) && targets?[other] == targets?[position]
      }
      while !isEqual(earlier), let other = next[earlier] { earlier = other }
      if !isEqual(earlier) {
        next[earlier] = position
      } else if panel.entities[rows[earlier]] != panel.entities[row] {
        duplicates += 1
      }
    }
    return duplicates
  }
}

extension Features {
  fileprivate func rowsAreEqual(_ a: Int, _ b: Int) -> Bool {
    switch self {
    case .dense(let matrix):
      let width = matrix.columns
      return (0..<width).allSatisfy { matrix.elements[a * width + $0] == matrix.elements[b * width + $0] }
    case .sparse(let matrix):
      return matrix.indices[matrix.starts[a]..<matrix.starts[a + 1]]
        .elementsEqual(matrix.indices[matrix.starts[b]..<matrix.starts[b + 1]])
    }
  }
}

extension PanelHash {
  fileprivate mutating func add(_ features: Features, row: Int) {
    switch features {
    case .dense(let matrix):
      for element in matrix.elements[row * matrix.columns..<(row + 1) * matrix.columns] {
        add(UInt64(element.bitPattern))
      }
    case .sparse(let matrix):
      for index in matrix.indices[matrix.starts[row]..<matrix.starts[row + 1]] { add(UInt64(index)) }
    }
  }
}
