/// A named column of a table, stored in the narrowest form that holds what it was written as.
package struct TableColumn: Equatable, Sendable {
  /// What the cells are.
  package enum Cells: Equatable, Sendable {
    /// 0 or 1, and `TableColumn.missingFlag` where the cell is empty; also a column in which nothing is written.
    case flags([UInt8])
    /// Finite numbers, and NaN where the cell is empty.
    case numbers([Double])
    /// At least one cell is no finite number, or text was asked for.
    case text(TextCells)
  }

  /// A cell that was found to be no finite number.
  package struct Misfit: Equatable, Sendable {
    /// Where the cell stands.
    package let file: String
    /// From 1, as editors count.
    package let line: Int
    /// What is written.
    package let text: String
    /// Whether it spells an infinity or a NaN, or is too large for a Double.
    package let isNotFinite: Bool
  }

  /// The flag of an empty cell.
  package static let missingFlag: UInt8 = 2

  /// As in the header.
  package let name: String
  /// The cells, row by row.
  package let cells: Cells
  /// Cells that are empty or, among numbers, say so.
  package let missingCount: Int
  /// Cells that are finite numbers, also in a text column.
  package let numberCount: Int
  /// How often each token for missing occurs, by its spelling; among numbers they count as empty, in a text column they
  /// stay text.
  package let tokens: [String: Int]
  /// The first cell that is neither empty, nor a finite number, nor a token for missing.
  package let firstMisfit: Misfit?
  /// By row, on which side of its number the truth lies: 1 above, -1 below, 0 where it is the number; nil where it is everywhere.
  package internal(set) var sides: [Int8]?

  /// Rows.
  package var count: Int {
    switch cells {
    case .flags(let flags): flags.count
    case .numbers(let numbers): numbers.count
    case .text(let text): text.count
    }
  }

  /// Cells that are neither empty, nor finite numbers, nor tokens for missing.
  package var misfitCount: Int {
    guard case .text = cells else { return 0 }
    return count - missingCount - numberCount - tokens.values.reduce(0, +)
  }

  package func isMissing(_ row: Int) -> Bool {
    switch cells {
    case .flags(let flags): flags[row] == Self.missingFlag
    case .numbers(let numbers): numbers[row].isNaN
    case .text(let text): text.isEmpty(row)
    }
  }

  /// A cell as text: as written in a text column, in shortest form in a numeric one; empty where missing.
  package func text(_ row: Int) -> String {
    switch cells {
    case .flags(let flags): flags[row] == Self.missingFlag ? "" : flags[row] == 0 ? "0" : "1"
    case .numbers(let numbers): numbers[row].isNaN ? "" : shortestText(numbers[row])
    case .text(let text): text[row]
    }
  }

  /// All cells as numbers, NaN where missing; nil for a text column.
  package var numbers: [Double]? {
    switch cells {
    case .flags(let flags): flags.map { $0 == Self.missingFlag ? .nan : Double($0) }
    case .numbers(let numbers): numbers
    case .text: nil
    }
  }
}

extension TableColumn {
  /// A column made from finite numbers; NaN is missing, `tokens` says how that was written where the cell was not empty.
  package init(name: String, numbers: [Double], tokens: [String: Int] = [:], sides: [Int8]? = nil) {
    precondition(numbers.allSatisfy { !$0.isInfinite }, "column \(name) holds an infinity")
    precondition(sides.map { $0.count == numbers.count } ?? true, "column \(name) has other rows than sides")
    let isBinary = numbers.allSatisfy { $0 == 0 || $0 == 1 || $0.isNaN }
    self.name = name
    cells = isBinary ? .flags(numbers.map { $0.isNaN ? Self.missingFlag : UInt8($0) }) : .numbers(numbers)
    missingCount = numbers.count { $0.isNaN }
    numberCount = numbers.count - missingCount
    self.tokens = tokens
    firstMisfit = nil
    self.sides = sides
  }

  /// A column made from 0, 1 and `missingFlag`.
  package init(name: String, flags: [UInt8], tokens: [String: Int] = [:]) {
    precondition(flags.allSatisfy { $0 <= Self.missingFlag }, "column \(name) holds no flags")
    self.name = name
    cells = .flags(flags)
    missingCount = flags.count { $0 == Self.missingFlag }
    numberCount = flags.count - missingCount
    self.tokens = tokens
    firstMisfit = nil
    sides = nil
  }

  /// A text column; empty texts are missing.
  package init(name: String, texts: [String], tokens: [String: Int] = [:], firstMisfit: Misfit? = nil) {
    self.name = name
    cells = .text(TextCells(texts))
    missingCount = texts.count(where: \.isEmpty)
    numberCount = texts.count { Double($0)?.isFinite == true }
    self.tokens = tokens
    self.firstMisfit = firstMisfit
    sides = nil
  }
}
