internal import Diagnostics
internal import LinearAlgebra

/// How text is cut for threads.
enum PlainPieces {
  /// Bytes that one thread takes at a time.
  static let bytes = 1 << 19
  /// Bytes that are read at a time.
  static let batchBytes = 8 * bytes

  /// Whole lines of about `bytes` each; `text` ends with a line feed.
  static func cut(_ text: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    var pieces: [UnsafeRawBufferPointer] = []
    var start = 0
    while start < text.count {
      var end = min(start + bytes, text.count)
      while end < text.count, text[end - 1] != UInt8(ascii: "\n") { end += 1 }
      pieces.append(UnsafeRawBufferPointer(rebasing: text[start..<end]))
      start = end
    }
    return pieces
  }
}

extension CSVParser {
  /// Parses whole lines, those in which nothing is special on several threads.
  ///
  /// What was parsed apart is added in the order of the text, and only where a row begins; a column that has come to hold
  /// something else meanwhile has the piece parsed again.
  func parse(lines text: UnsafeRawBufferPointer, delimiter: UInt8, threads: Int) throws(UserError) {
    var text = text
    while !isAtRow, let end = text.firstIndex(of: UInt8(ascii: "\n")) {
      try parse(UnsafeRawBufferPointer(rebasing: text[...end]))
      text = UnsafeRawBufferPointer(rebasing: text[(end + 1)...])
    }
    // Other delimiters may be part of a number.
    let isPlain = isAtRow && DelimitedFormat.candidates.contains(delimiter)
    let pieces = PlainPieces.cut(text)
    let kinds = self.kinds
    var parsed = [PlainRows?](repeating: nil, count: pieces.count)
    if isPlain {
      parsed.withUnsafeMutableBufferPointer { slots in
        nonisolated(unsafe) let (slots, pieces) = (slots, pieces)
        parallelFor(pieces.count, threads: threads) { index in
          slots[index] = PlainRows(pieces[index], kinds: kinds, delimiter: delimiter)
        }
      }
    }
    for (index, piece) in pieces.enumerated() {
      if isAtRow, let rows = parsed[index] {
        let current = self.kinds
        let rows = rows.kinds == current ? rows : PlainRows(piece, kinds: current, delimiter: delimiter)
        if let rows {
          try add(rows)
          continue
        }
      }
      try parse(piece)
    }
  }
}
