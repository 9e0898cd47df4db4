internal import Diagnostics

/// How a table's text separates its cells, found from the first bytes of the file.
///
/// Lines before the header are passed over: blank ones, comments that begin with `#`, and the `sep=` line of
/// spreadsheets, which is obeyed. Of comma, semicolon, tab and bar, the first that every line holds equally often
/// separates the cells. Where that is not the comma, numbers with a decimal comma are read unless some have a point, or all
/// could be thousands as well (1,234).
struct DelimitedFormat: Equatable {
  /// Bytes before the header.
  private(set) var prefix = 0
  /// Lines that they hold.
  private(set) var prefixLines = 0
  private(set) var delimiter = UInt8(ascii: ",")
  private(set) var hasDecimalCommas = false

  /// What may separate cells where no `sep=` line says something else.
  static let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
  /// Lines that the choice of the delimiter looks at.
  private static let sampledLines = 50

  /// The usual form: commas, from the first byte.
  init() {}

  /// - Throws: `UserError` where the bytes belong to another format.
  init(sniffing bytes: UnsafeRawBufferPointer, file: String) throws(UserError) {
    try ForeignFormat.refuseBinary(bytes, file: file)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { prefix = 3 }
    var declared: UInt8?
    while let line = Self.line(of: bytes, at: prefix) {
      let text = Self.text(bytes[line.content])
      if let separator = Self.declaredDelimiter(text), declared == nil {
        declared = separator
      } else if !text.isEmpty, !(text.hasPrefix("#") && !isHeader(line.content, of: bytes)) {
        if text.hasPrefix("%") { try refuseWeka(bytes, file: file) }
        try ForeignFormat.refuseText(text, file: file, line: prefixLines + 1)
        break
      }
      prefix = line.end
      prefixLines += 1
    }
    let records = Self.records(of: bytes, from: prefix)
    delimiter = declared ?? Self.delimiter(of: records.prefix(Self.sampledLines).map { bytes[$0] })
    if delimiter != UInt8(ascii: ",") {
      hasDecimalCommas = Self.haveDecimalCommas(records.dropFirst().map { bytes[$0] }, delimiter: delimiter)
    }
  }

  /// Whether a line that begins with `#` names the columns: it has as many cells as the next line, which holds a number.
  private func isHeader(_ content: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Bool {
    guard let line = Self.line(of: bytes, at: content.lowerBound), let next = Self.line(of: bytes, at: line.end) else {
      return false
    }
    return Self.candidates.contains { candidate in
      let cells = Self.cells(of: bytes[next.content], delimiter: candidate)
      return cells.count > 1 && cells.count == Self.cells(of: bytes[content], delimiter: candidate).count
        && cells.contains { Double($0) != nil }
    }
  }

  /// `%` begins a comment of ARFF; throws where its relation follows.
  private func refuseWeka(_ bytes: UnsafeRawBufferPointer, file: String) throws(UserError) {
    var position = prefix
    var number = prefixLines
    while let line = Self.line(of: bytes, at: position) {
      number += 1
      let text = Self.text(bytes[line.content])
      if text.hasPrefix("@") { try ForeignFormat.refuseText(text, file: file, line: number) }
      guard text.isEmpty || text.hasPrefix("%") else { return }
      position = line.end
    }
  }

  /// The delimiter that a line such as `sep=;` states, also in quotes; nil for any other line.
  private static func declaredDelimiter(_ text: String) -> UInt8? {
    let bytes = Array(text.utf8.filter { $0 != UInt8(ascii: "\"") })
    guard bytes.count == 5, String(decoding: bytes.prefix(4), as: UTF8.self).lowercased() == "sep=" else { return nil }
    return bytes[4]
  }

  private static func delimiter(of records: [Slice<UnsafeRawBufferPointer>]) -> UInt8 {
    guard let header = records.first else { return candidates[0] }
    let inHeader = candidates.map { cells(of: header, delimiter: $0).count }
    for (candidate, count) in zip(candidates, inHeader) where count > 1 {
      if records.allSatisfy({ cells(of: $0, delimiter: candidate).count == count }) { return candidate }
    }
    if inHeader[0] > 1 { return candidates[0] }
    let most = inHeader.max() ?? 1
    return most == 1 ? candidates[0] : candidates[inHeader.firstIndex(of: most) ?? 0]
  }

  private static func haveDecimalCommas(
    _ records: [Slice<UnsafeRawBufferPointer>], delimiter: UInt8
  ) -> Bool {
    var isCertain = false
    for record in records {
      for cell in cells(of: record, delimiter: delimiter) where cell.contains(",") || cell.contains(".") {
        if cell.contains(".") {
          if Double(cell) != nil { return false }
        } else if !isCertain {
          isCertain = DecimalComma(cell)?.isCertain ?? false
        }
      }
    }
    return isCertain
  }
}

extension DelimitedFormat {
  /// The line that begins at `start`: its content without the line's end, and where the next begins; nil at the end.
  private static func line(of bytes: UnsafeRawBufferPointer, at start: Int) -> (content: Range<Int>, end: Int)? {
    guard start < bytes.count else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != 10, bytes[end] != 13 { end += 1 }
    let isPair = end + 1 < bytes.count && bytes[end] == 13 && bytes[end + 1] == 10
    return (start..<end, min(bytes.count, end + (isPair ? 2 : 1)))
  }

  /// The lines from `start` on that are not blank, quoted line breaks inside; without the last if it breaks off.
  private static func records(of bytes: UnsafeRawBufferPointer, from start: Int) -> [Range<Int>] {
    var records: [Range<Int>] = []
    var first = start
    var isQuoted = false
    for position in start..<max(start, bytes.count) {
      if bytes[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted, bytes[position] == 10 || bytes[position] == 13 else { continue }
      if position > first { records.append(first..<position) }
      first = position + 1
    }
    if records.isEmpty, first < bytes.count { records.append(first..<bytes.count) }
    return records
  }

  /// The cells of a record, without spaces and quotes around them.
  private static func cells(of record: Slice<UnsafeRawBufferPointer>, delimiter: UInt8) -> [String] {
    var isQuoted = false
    return record.split(omittingEmptySubsequences: false) { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == delimiter && !isQuoted
    }.map(text)
  }

  private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let blank: (UInt8) -> Bool = { $0 == 32 || $0 == 34 || $0 == 9 }
    let trimmed = bytes.drop(while: blank).reversed().drop(while: blank).reversed()
    return String(decoding: trimmed, as: UTF8.self)
  }
}
