public import Diagnostics

extension Table {
  /// Reads comma-separated text, plain or gzip.
  ///
  /// The first line names the columns; a column without a name is called by its number. Empty cells are missing; blank
  /// lines are skipped; a byte order mark, CR LF and quoted line breaks are accepted. A column is 0/1, numeric or text
  /// by what is written in it (`TableColumn.Cells`).
  ///
  /// - Parameters:
  ///   - asText: says by name which columns keep their spelling even if they look like numbers (ids, names).
  /// - Throws: `UserError` with file, line and column for whatever is wrong with the file.
  /// - Complexity: one pass over the bytes; a second one where text comes after numbers in a column.
  public static func read(_ path: String, asText: @escaping (String) -> Bool = { _ in false }) throws(UserError)
    -> Table
  {
    let (table, lost) = try parse(path, asText: asText)
    guard !lost.isEmpty else { return table }
    return try parse(path, asText: { asText($0) || lost.contains($0) }).table
  }

  private static func parse(
    _ path: String, asText: @escaping (String) -> Bool
  ) throws(UserError) -> (table: Table, lost: Set<String>) {
    let file = try InputFile(path)
    let parser = CSVParser(file: path, asText: asText)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    var isFirst = true
    while true {
      let count = try file.read(into: chunk, line: parser.line)
      if count == 0 { break }
      var bytes = UnsafeRawBufferPointer(rebasing: chunk[0..<count])
      if isFirst { bytes = try withoutMark(bytes, path: path) }
      isFirst = false
      try parser.parse(bytes)
    }
    try parser.finish()
    guard parser.hasHeader else { throw UserError.emptyFile(path) }
    guard !parser.lines.isEmpty else { throw UserError.onlyHeader(path, columns: parser.builders.count) }
    let lost = Set(parser.builders.filter(\.lostSpelling).map(\.name))
    return (Table(file: path, columns: parser.builders.map { $0.finish() }, lines: parser.lines), lost)
  }

  /// The first chunk without its UTF-8 mark; throws where its first bytes belong to another format.
  private static func withoutMark(
    _ bytes: UnsafeRawBufferPointer, path: String
  ) throws(UserError) -> UnsafeRawBufferPointer {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return UnsafeRawBufferPointer(rebasing: bytes.dropFirst(3)) }
    let foreign: [([UInt8], String)] = [
      ([0xFF, 0xFE], "UTF-16 text"), ([0xFE, 0xFF], "UTF-16 text"), (Array("PK\u{3}\u{4}".utf8), "a zip or Excel file"),
      (Array("PAR1".utf8), "a Parquet file"), ([0x93] + Array("NUMPY".utf8), "a NumPy array"),
    ]
    for (mark, format) in foreign where bytes.starts(with: mark) {
      throw UserError.notATextFile(path, looksLike: format)
    }
    return bytes
  }
}
