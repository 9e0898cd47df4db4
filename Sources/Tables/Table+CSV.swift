package import Diagnostics
internal import LinearAlgebra

extension Table {
  /// Bytes from which the format is found.
  private static let sniffedBytes = 1 << 20

  /// Reads delimited text, plain or gzip, and Parquet where the program `duckdb` is installed.
  ///
  /// Cells are separated by commas, or by semicolons, tabs or bars where the content shows it; there numbers may have decimal
  /// commas (`DelimitedFormat`). The first line names the columns; blank lines, `#` comments and a `sep=` line may precede
  /// it, and a column without a name is called by its number. Empty cells are missing; blank lines are skipped; a byte
  /// order mark, CR LF and quoted line breaks are accepted. A column is 0/1, numeric or text by what is written in it
  /// (`TableColumn.Cells`).
  ///
  /// - Parameters:
  ///   - missing: spellings that count as empty among numbers.
  ///   - threads: for text in which nothing is special; the result does not depend on it.
  ///   - asText: says by name which columns keep their spelling even if they look like numbers (ids, names).
  /// - Throws: `UserError` with file, line and column for whatever is wrong with the file.
  /// - Complexity: one pass over the bytes; a second one where text comes after numbers in a column.
  package static func read(
    _ path: String, missing: MissingTokens = .none, threads: Int = 1,
    asText: @escaping (String) -> Bool = { _ in false }
  ) throws(UserError) -> Table {
    guard ParquetFile.isOne(path) else {
      return try read(path, as: path, missing: missing, threads: threads, asText: asText)
    }
    return try ParquetFile.asText(path) { text throws(UserError) in
      try read(text, as: path, missing: missing, threads: threads, asText: asText)
    }
  }

  /// Reads text that messages call `name`.
  private static func read(
    _ path: String, as name: String, missing: MissingTokens, threads: Int, asText: @escaping (String) -> Bool
  ) throws(UserError) -> Table {
    let (table, lost) = try parse(path, as: name, missing: missing, threads: threads, asText: asText)
    guard !lost.isEmpty else { return table }
    let isText = { asText($0) || lost.contains($0) }
    return try parse(path, as: name, missing: missing, threads: threads, asText: isText).table
  }

  private static func parse(
    _ path: String, as name: String, missing: MissingTokens, threads: Int, asText: @escaping (String) -> Bool
  ) throws(UserError) -> (table: Table, lost: Set<String>) {
    let file = try InputFile(path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: PlainPieces.batchBytes, alignment: 16)
    defer { buffer.deallocate() }
    var filled = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<sniffedBytes]), line: 1)
    let format = try DelimitedFormat(sniffing: UnsafeRawBufferPointer(rebasing: buffer[..<filled]), file: name)
    let parser = CSVParser(file: name, format: format, missing: missing, asText: asText)
    var start = format.prefix
    while start < filled {
      let text = UnsafeRawBufferPointer(rebasing: buffer[start..<filled])
      let lines = text.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.count
      try parser.parse(
        lines: UnsafeRawBufferPointer(rebasing: text[..<lines]), delimiter: format.delimiter, threads: threads)
      let rest = text[lines...]
      buffer.copyBytes(from: rest)
      let count = try file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[rest.count...]), line: parser.line)
      if count == 0 { try parser.parse(UnsafeRawBufferPointer(rebasing: buffer[..<rest.count])) }
      start = 0
      filled = count == 0 ? 0 : rest.count + count
    }
    try parser.finish()
    guard parser.hasHeader else { throw UserError.emptyFile(name) }
    guard !parser.lines.isEmpty else {
      throw UserError.onlyHeader(name, line: parser.line, columns: parser.builders.count)
    }
    let lost = Set(parser.builders.filter(\.lostSpelling).map(\.name))
    return (Table(file: name, columns: parser.builders.map { $0.finish() }, lines: parser.lines), lost)
  }
}
