/// A table read from a file: named columns of equal length.
package struct Table: Equatable, Sendable {
  /// The file as the user named it.
  package let file: String
  package let columns: [TableColumn]
  package let rowCount: Int
  /// `lines[r]` is the 1-based line of the file on which row r starts; 0 where rows of several files were joined.
  package let lines: [Int]
  private let positions: [String: Int]

  /// A table over columns of `lines.count` rows with different names.
  package init(file: String, columns: [TableColumn], lines: [Int]) {
    precondition(columns.allSatisfy { $0.count == lines.count }, "columns of \(file) differ in length")
    self.file = file
    self.columns = columns
    self.lines = lines
    rowCount = lines.count
    positions = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
  }

  package var columnNames: [String] { columns.map(\.name) }

  /// The line of the file on which a row starts, or nil where rows of several files were joined.
  package func line(_ row: Int) -> Int? { lines[row] == 0 ? nil : lines[row] }

  /// The column of that name, or nil.
  package func column(_ name: String) -> TableColumn? { positions[name].map { columns[$0] } }
}
