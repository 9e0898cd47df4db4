internal import CLibCSV
internal import Diagnostics

/// libcsv with what it leaves out: line numbers, widths of rows, UTF-8, and columns.
///
/// The callbacks cannot throw: the first error is kept and the caller throws it after the chunk.
final class CSVParser {
  private let file: String
  private let format: DelimitedFormat
  private let missing: MissingTokens
  private let asText: (String) -> Bool
  private var parser = csv_parser()
  private var header: [String] = []
  private(set) var builders: [ColumnBuilder] = []
  /// The line on which each row starts.
  private(set) var lines: [Int] = []
  /// The line that the next byte belongs to; quoted line breaks count when their cell is complete.
  private(set) var line: Int
  /// The column that the next cell belongs to.
  private var cell = 0
  /// Lines that quoted line breaks have added to the row so far.
  private var quotedBreaks = 0
  private(set) var hasHeader = false
  private var afterReturn = false
  private var error: UserError?

  /// A parser of what follows the format's prefix.
  init(file: String, format: DelimitedFormat, missing: MissingTokens, asText: @escaping (String) -> Bool) {
    self.file = file
    self.format = format
    self.missing = missing
    line = 1 + format.prefixLines
    self.asText = asText
    csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL))
    csv_set_delim(&parser, format.delimiter)
  }

  deinit { csv_free(&parser) }

  /// Whether the next byte begins a row below the header.
  var isAtRow: Bool { hasHeader && parser.pstate == 0 }

  /// How the columns take the cells of plain rows.
  var kinds: [PlainRows.Kind] { builders.map(\.kind) }

  /// Adds rows that were parsed apart; the next byte must begin a row, and `rows.kinds` be the columns'.
  func add(_ rows: PlainRows) throws(UserError) {
    var misfit: (row: Int, column: Int)?
    for (column, builder) in builders.enumerated() {
      switch rows.kinds[column] {
      case .flags: builder.append(flags: rows.flags(column))
      case .numbers: builder.append(numbers: rows.numbers(column))
      case .cells: break
      }
      let end = misfit?.row ?? rows.rowCount
      for row in min(rows.turns[column], end)..<end {
        let cell = rows.cell(row, column)
        guard let bytes = cell.baseAddress, !builder.append(bytes, count: cell.count, line: line + row) else {
          continue
        }
        misfit = (row, column)
        break
      }
    }
    if let misfit { throw .notUTF8(file, line: line + misfit.row, column: builders[misfit.column].name) }
    lines.append(contentsOf: line..<line + rows.rowCount)
    line += rows.rowCount
    afterReturn = false
  }

  /// Parses a chunk.
  func parse(_ chunk: UnsafeRawBufferPointer) throws(UserError) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    let consumed = csv_parse(&parser, chunk.baseAddress, chunk.count, Self.takeCell, Self.takeRow, context)
    if let error { throw error }
    if consumed < chunk.count {
      let open = UnsafeBufferPointer(start: parser.entry_buf, count: parser.entry_pos)
      throw UserError.misplacedQuote(file, line: line + lineBreaks(in: open), column: columnName)
    }
  }

  /// Ends the last row.
  func finish() throws(UserError) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    let status = csv_fini(&parser, Self.takeCell, Self.takeRow, context)
    if let error { throw error }
    if status != 0 { throw UserError.unclosedQuote(file, line: line, column: columnName) }
  }

  private static let takeCell: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
    bytes, count, context in
    guard let bytes, let context else { return }
    let text = UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: UInt8.self), count: count)
    Unmanaged<CSVParser>.fromOpaque(context).takeUnretainedValue().take(text)
  }

  private static let takeRow: @convention(c) (CInt, UnsafeMutableRawPointer?) -> Void = { terminator, context in
    guard let context else { return }
    Unmanaged<CSVParser>.fromOpaque(context).takeUnretainedValue().endRow(terminator)
  }

  private func take(_ text: UnsafeBufferPointer<UInt8>) {
    guard error == nil, let bytes = text.baseAddress else { return }
    if !hasHeader {
      takeName(text)
    } else if cell < builders.count, !builders[cell].append(bytes, count: text.count, line: line) {
      error = .notUTF8(file, line: line, column: columnName)
    }
    cell += 1
    let breaks = lineBreaks(in: text)
    line += breaks
    quotedBreaks += breaks
  }

  private func takeName(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      error = .notUTF8(file, line: line, column: columnName)
      return
    }
    header.append(text.isEmpty ? "column \(header.count + 1)" : text)
  }

  /// A row, a blank line (no cell), or the second half of CR LF.
  private func endRow(_ terminator: CInt) {
    guard error == nil else { return }
    let cells = cell
    cell = 0
    let isSecondHalf = terminator == CSV_LF && afterReturn && cells == 0
    afterReturn = terminator == CSV_CR
    if cells > 0 {
      if hasHeader { endDataRow(cells) } else { endHeader() }
      quotedBreaks = 0
    }
    if !isSecondHalf { line += 1 }
  }

  private func endHeader() {
    if HeaderCheck.isRow(header) {
      error = .numericHeader(file, line: line - quotedBreaks, names: header)
      return
    }
    var first: [String: Int] = [:]
    for (index, name) in header.enumerated() {
      if let earlier = first.updateValue(index, forKey: name) {
        error = .duplicateColumn(
          file, line: line - quotedBreaks, name: name, first: earlier + 1, second: index + 1)
        return
      }
    }
    builders = header.map {
      ColumnBuilder(
        name: $0, file: file, asText: asText($0), missing: missing, hasDecimalCommas: format.hasDecimalCommas)
    }
    hasHeader = true
  }

  private func endDataRow(_ cells: Int) {
    guard cells == builders.count else {
      error = .raggedRow(
        file, line: line - quotedBreaks, cells: cells, expected: builders.count, delimiter: format.delimiter)
      return
    }
    lines.append(line - quotedBreaks)
  }

  /// The column that the next cell belongs to: its name, or its number while the header is read.
  private var columnName: String {
    hasHeader && cell < header.count ? header[cell] : "\(cell + 1)"
  }

  private func lineBreaks(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in bytes where byte == UInt8(ascii: "\n") { count += 1 }
    return count
  }
}
