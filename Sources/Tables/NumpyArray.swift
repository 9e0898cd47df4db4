internal import Diagnostics

/// A one- or two-dimensional array of NumPy's .npy format, in C or Fortran order.
struct NumpyArray {
  private let header: NumpyHeader
  private let bytes: ArraySlice<UInt8>

  var rows: Int { header.rows }

  /// - Parameter bytes: the numbers, as many as the header promises.
  init(_ header: NumpyHeader, bytes: ArraySlice<UInt8>) {
    precondition(bytes.count == header.byteCount, "the numbers fit their shape")
    self.header = header
    self.bytes = bytes
  }

  /// The columns, named `prefix0`, `prefix1`, ...; NaN is missing.
  ///
  /// - Throws: `UserError` at the first infinity.
  func tableColumns(prefix: String, file: String) throws(UserError) -> [TableColumn] {
    var result: [TableColumn] = []
    for column in 0..<header.columns {
      let name = "\(prefix)\(column)"
      if let flags = flags(column) {
        result.append(TableColumn(name: name, flags: flags))
        continue
      }
      let values = numbers(column)
      if let row = values.firstIndex(where: \.isInfinite) {
        throw UserError.notFinite(file, line: row + 1, column: name, found: "\(values[row])")
      }
      result.append(TableColumn(name: name, numbers: values))
    }
    return result
  }

  /// A column of bytes that are all 0 or 1, or nil.
  private func flags(_ column: Int) -> [UInt8]? {
    guard header.number == .bool || header.number == .uint8 else { return nil }
    return bytes.withUnsafeBytes { raw in
      var flags: [UInt8] = []
      flags.reserveCapacity(rows)
      for row in 0..<rows {
        let byte = raw[cell(row, column)]
        if byte > 1 { return nil }
        flags.append(byte)
      }
      return flags
    }
  }

  /// A column's numbers, NaN where missing.
  func numbers(_ column: Int) -> [Double] {
    bytes.withUnsafeBytes { raw in
      (0..<rows).map { row in
        header.number.load(raw, at: cell(row, column) * header.number.size, isBigEndian: header.isBigEndian)
      }
    }
  }

  private func cell(_ row: Int, _ column: Int) -> Int {
    header.isFortran ? column * header.rows + row : row * header.columns + column
  }
}
