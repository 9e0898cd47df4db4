internal import Diagnostics

/// Formats that are no delimited text, told by how they begin.
enum ForeignFormat {
  private static let marks: [(bytes: [UInt8], name: String)] = [
    ([0xFF, 0xFE], "UTF-16 text"), ([0xFE, 0xFF], "UTF-16 text"), (Array("PK\u{3}\u{4}".utf8), "a zip or Excel file"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel file"), (Array("PAR1".utf8), "a Parquet file"),
    (Array("ARROW1".utf8), "an Arrow file"), ([0x93] + Array("NUMPY".utf8), "a NumPy array"),
    ([0x89] + Array("HDF".utf8), "an HDF5 file"), (Array("BZh".utf8), "bzip2 data"),
    ([0xFD] + Array("7zXZ".utf8), "xz data"), ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard data"),
    (Array("%PDF".utf8), "a PDF file"), (Array("RDX".utf8), "an R workspace"),
  ]

  /// Throws where the first bytes of a file belong to a binary format.
  static func refuseBinary(_ bytes: UnsafeRawBufferPointer, file: String) throws(UserError) {
    for mark in marks where bytes.starts(with: mark.bytes) {
      throw UserError.notATextFile(file, line: 1, looksLike: mark.name)
    }
  }

  /// Throws where the first line that holds anything belongs to another text format; `line` is its number.
  static func refuseText(_ firstLine: String, file: String, line: Int) throws(UserError) {
    let text = firstLine.lowercased()
    let name: String? =
      if text.hasPrefix("@relation") || text.hasPrefix("@attribute") {
        "an ARFF file of Weka"
      } else if ["<!doctype", "<html", "<?xml", "<table"].contains(where: text.hasPrefix) {
        "HTML or XML"
      } else if text.hasPrefix("{\"") || text == "{" || text.hasPrefix("[{") || text.hasPrefix("[[") {
        "JSON"
      } else if isSparseRow(text) {
        "a sparse table of LIBSVM (label index:value ...)"
      } else { nil }
    if let name { throw UserError.notATextFile(file, line: line, looksLike: name) }
  }

  /// A label and entries `index:value`, with spaces between.
  private static func isSparseRow(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard words.count >= 2, Double(words[0]) != nil else { return false }
    return words.dropFirst().allSatisfy { word in
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      return parts.count == 2 && Int(parts[0]) != nil && Double(parts[1]) != nil
    }
  }
}
