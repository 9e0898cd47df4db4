/// A table read from a file: named columns of equal length.
public struct Table: Equatable, Sendable {
  /// The file as the user named it.
  public let file: String
  public let columns: [TableColumn]
  public let rowCount: Int
  /// `lines[r]` is the 1-based line of the file on which row r starts; 0 where rows of several files were joined.
  public let lines: [Int]
  private let positions: [String: Int]

  /// A table over columns of `lines.count` rows with different names.
  public init(file: String, columns: [TableColumn], lines: [Int]) {
    precondition(columns.allSatisfy { $0.count == lines.count }, "columns of \(file) differ in length")
    self.file = file
    self.columns = columns
    self.lines = lines
    rowCount = lines.count
    positions = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
  }

  public var columnNames: [String] { columns.map(\.name) }

  /// The line of the file on which a row starts, or nil where rows of several files were joined.
  public func line(_ row: Int) -> Int? { lines[row] == 0 ? nil : lines[row] }

  /// The column of that name, or nil.
  public func column(_ name: String) -> TableColumn? { positions[name].map { columns[$0] } }
}
