package import Diagnostics

/// A value in a row of a table that is written.
package enum CSVCell: Equatable, Sendable {
  case text(String)
  /// Empty where nil or not finite.
  case number(Double?)
  /// A Float, written as short as it reads back as a Float.
  case single(Float)
  case integer(Int)
}

/// Builds comma-separated text: quotes only where needed, numbers so that reading them back gives the same value.
package struct CSVWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private let width: Int

  /// Starts with the header; traps unless it names at least one column.
  package init(header: [String]) {
    precondition(!header.isEmpty, "a table has a column")
    width = header.count
    append(header.map(CSVCell.text))
  }

  /// Adds a row; traps unless it has a cell for each column.
  package mutating func append(_ row: [CSVCell]) {
    precondition(row.count == width, "\(row.count) cells for \(width) columns")
    append(cells: row)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// The same where the first cells were written before (`line`); traps unless there are others.
  package mutating func append(_ line: [UInt8], followedBy row: [CSVCell]) {
    precondition(row.count < width || line.isEmpty, "cells before \(row.count) of \(width) columns")
    bytes.append(contentsOf: line)
    if row.count < width { bytes.append(UInt8(ascii: ",")) }
    append(cells: row)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Cells as a row has them, to be written more than once.
  package static func line(_ cells: [CSVCell]) -> [UInt8] {
    var writer = CSVWriter(width: cells.count)
    writer.append(cells: cells)
    return writer.bytes
  }

  private init(width: Int) { self.width = width }

  private mutating func append(cells: [CSVCell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      let start = bytes.count
      append(cell)
      if width == 1, bytes.count == start { bytes.append(contentsOf: "\"\"".utf8) }
    }
  }

  /// Replaces the content of a file by what was built (`AtomicFile`).
  package func write(to path: String) throws(UserError) {
    try AtomicFile.write(bytes, to: path)
  }

  private mutating func append(_ cell: CSVCell) {
    switch cell {
    case .text(let text): appendText(text)
    case .number(let number): bytes.append(contentsOf: (number.map { shortestText($0) } ?? "").utf8)
    case .single(let number): bytes.append(contentsOf: shortestText(number).utf8)
    case .integer(let integer): bytes.append(contentsOf: integer.description.utf8)
    }
  }

  private mutating func appendText(_ text: String) {
    let special = text.utf8.contains { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }
    let hasOuterSpace = text.utf8.first.map(Self.isSpace) == true || text.utf8.last.map(Self.isSpace) == true
    guard special || hasOuterSpace else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
