internal import CLibCSV
internal import Diagnostics

/// libcsv with what it leaves out: line numbers, widths of rows, UTF-8, and columns.
///
/// The callbacks cannot throw: the first error is kept and the caller throws it after the chunk.
final class CSVParser {
  /// What the callbacks touch for every cell, reached through a pointer.
  private struct Context {
    var block = CellBlock(width: 0)
    let parser: Unmanaged<CSVParser>
  }

  private let file: String
  private let format: DelimitedFormat
  private let missing: MissingTokens
  private let asText: (String) -> Bool
  private var parser = csv_parser()
  private var context: UnsafeMutablePointer<Context>
  private var header: [String] = []
  private(set) var builders: [ColumnBuilder] = []
  /// The line on which each row starts.
  private(set) var lines: [Int] = []
  /// The line that the next byte belongs to; quoted line breaks count when their cell is complete.
  private(set) var line: Int
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
    context = .allocate(capacity: 1)
    csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL))
    csv_set_delim(&parser, format.delimiter)
    context.initialize(to: Context(parser: .passUnretained(self)))
  }

  deinit {
    csv_free(&parser)
    context.pointee.block.deallocate()
    context.deallocate()
  }

  /// Parses a chunk.
  func parse(_ chunk: UnsafeRawBufferPointer) throws(UserError) {
    let consumed = csv_parse(&parser, chunk.baseAddress, chunk.count, Self.takeCell, Self.takeRow, context)
    if let error { throw error }
    if consumed < chunk.count {
      let open = UnsafeBufferPointer(start: parser.entry_buf, count: parser.entry_pos)
      throw UserError.misplacedQuote(file, line: line + lineBreaks(in: open), column: columnName)
    }
  }

  /// Ends the last row.
  func finish() throws(UserError) {
    let status = csv_fini(&parser, Self.takeCell, Self.takeRow, context)
    if let error { throw error }
    if status != 0 { throw UserError.unclosedQuote(file, line: line, column: columnName) }
    flushBlock()
  }

  private static let takeCell: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
    bytes, count, context in
    guard let bytes, let context = context?.assumingMemoryBound(to: Context.self) else { return }
    let cell = UnsafePointer(bytes.assumingMemoryBound(to: UInt8.self))
    if context.pointee.block.take(cell, count: count) { return }
    context.pointee.parser.takeUnretainedValue().takeOther(cell, count: count)
  }

  private static let takeRow: @convention(c) (CInt, UnsafeMutableRawPointer?) -> Void = { terminator, context in
    guard let context = context?.assumingMemoryBound(to: Context.self) else { return }
    context.pointee.parser.takeUnretainedValue().endRow(terminator)
  }

  /// A cell of the header, or one that the block does not collect.
  private func takeOther(_ bytes: UnsafePointer<UInt8>, count: Int) {
    guard error == nil else { return }
    let cell = context.pointee.block.cell
    let text = UnsafeBufferPointer(start: bytes, count: count)
    if !hasHeader {
      takeName(text)
    } else if cell < builders.count {
      closeBlock(cell)
      if !builders[cell].append(bytes, count: count, line: line) {
        error = .notUTF8(file, line: line, column: columnName)
      }
    }
    context.pointee.block.skip()
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
    let cells = context.pointee.block.cell
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
    context.pointee.block.deallocate()
    context.pointee.block = CellBlock(width: header.count)
    for (index, builder) in builders.enumerated() where builder.isText || missing.holdFlags {
      context.pointee.block.collect(.nothing, of: index)
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
    if context.pointee.block.endRow() { flushBlock() }
  }

  /// Hands what the block holds of a column to its builder, which takes the column's cells itself until the next block.
  private func closeBlock(_ column: Int) {
    handOver(column)
    context.pointee.block.collect(.nothing, of: column)
  }

  private func handOver(_ column: Int) {
    switch context.pointee.block.kind(column) {
    case .nothing: break
    case .flags: builders[column].append(flags: context.pointee.block.flags(column))
    case .numbers: builders[column].append(numbers: context.pointee.block.numbers(column))
    }
  }

  /// Hands over all columns; those that have come to hold numbers are collected as such from here on.
  private func flushBlock() {
    for (index, builder) in builders.enumerated() {
      handOver(index)
      if context.pointee.block.kind(index) == .nothing, builder.takesNumbersInBlocks {
        context.pointee.block.collect(.numbers, of: index)
      }
    }
    context.pointee.block.startBlock()
  }

  /// The column that the next cell belongs to: its name, or its number while the header is read.
  private var columnName: String {
    let cell = context.pointee.block.cell
    return hasHeader && cell < header.count ? header[cell] : "\(cell + 1)"
  }

  private func lineBreaks(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in bytes where byte == UInt8(ascii: "\n") { count += 1 }
    return count
  }
}
