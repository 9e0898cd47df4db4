internal import Diagnostics

/// What the first bytes of a file in NumPy's .npy format (versions 1 to 3) promise: a matrix of numbers, and how many
/// bytes it takes.
struct NumpyHeader {
  /// Bytes of a file that hold any header that is read.
  static let longest = 1 << 17

  let rows: Int
  /// 1 for a vector.
  let columns: Int
  let number: NumpyNumber
  let isBigEndian: Bool
  /// Whether columns, not rows, lie in one piece.
  let isFortran: Bool
  /// Where the numbers begin.
  let start: Int
  /// Bytes of the numbers.
  let byteCount: Int

  /// Takes a header apart; `prefix` holds the file's first `longest` bytes, or all.
  ///
  /// - Throws: `UserError` where it is no header, or promises anything but rows and features of numbers that fit in memory.
  init(_ prefix: ArraySlice<UInt8>, file: String) throws(UserError) {
    let text: String
    (text, start) = try Self.split(prefix, file: file)
    let code = (Self.value(of: "descr", in: text) ?? "unknown").filter { $0 != "'" && $0 != "\"" }
    guard let order = code.first, "<>|=".contains(order), let number = NumpyNumber(rawValue: String(code.dropFirst()))
    else {
      throw UserError.badArrayFile(
        file, found: "numbers of type \(UserError.shortened(code))",
        expected: "float16, float32, float64, integers or bool")
    }
    self.number = number
    isBigEndian = order == ">"
    isFortran = Self.value(of: "fortran_order", in: text) == "True"
    let written = Self.value(of: "shape", in: text) ?? ""
    let shape = written.split { "(), ".contains($0) }.map { Int($0) }
    guard shape.count == 1 || shape.count == 2 else {
      throw UserError.badArrayFile(file, found: "\(shape.count) dimensions", expected: "2: rows and features")
    }
    guard let rows = shape[0], let columns = shape.count == 2 ? shape[1] : 1, rows >= 0, columns >= 0 else {
      throw UserError.badArrayFile(
        file, found: "the shape \(UserError.shortened(written))", expected: "whole numbers of rows and features")
    }
    guard rows > 0, columns > 0 else {
      throw UserError.badArrayFile(file, found: "an empty array", expected: "rows and features")
    }
    let (cells, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, cells < Int.max / number.size - start else {
      throw UserError.badArrayFile(file, found: "the shape \(rows) x \(columns)", expected: "one that fits in memory")
    }
    self.rows = rows
    self.columns = columns
    byteCount = cells * number.size
  }

  /// Throws unless there are as many bytes of numbers as the shape takes; `isMore` where further ones were not read.
  func check(byteCount found: Int, isMore: Bool = false, file: String) throws(UserError) {
    guard found != byteCount || isMore else { return }
    throw UserError.badArrayFile(
      file, found: "\(isMore ? "more than " : "")\(found) bytes of numbers",
      expected: "\(rows) x \(columns) of \(number.size) bytes")
  }

  /// The header's text, and where the bytes behind it begin.
  private static func split(_ prefix: ArraySlice<UInt8>, file: String) throws(UserError) -> (text: String, end: Int) {
    let first = prefix.startIndex
    guard prefix.starts(with: [0x93] + Array("NUMPY".utf8)), prefix.count >= 12 else {
      throw UserError.badArrayFile(file, found: "no NumPy array", expected: "the .npy format")
    }
    let isShort = prefix[first + 6] == 1
    var length = Int(prefix[first + 8]) | Int(prefix[first + 9]) << 8
    if !isShort { length |= Int(prefix[first + 10]) << 16 | Int(prefix[first + 11]) << 24 }
    let start = isShort ? 10 : 12
    guard start + length <= prefix.count else {
      throw UserError.badArrayFile(file, found: "a header that breaks off", expected: "the whole file")
    }
    return (String(decoding: prefix[first + start..<first + start + length], as: UTF8.self), start + length)
  }

  /// The value of a key in the Python dictionary of the header, up to the next key.
  private static func value(of key: String, in header: String) -> String? {
    guard let range = header.firstRange(of: "'\(key)':") else { return nil }
    var depth = 0
    let value = header[range.upperBound...].prefix { character in
      if character == "(" || character == "[" { depth += 1 }
      if character == ")" || character == "]" { depth -= 1 }
      return character != "}" && !(character == "," && depth == 0)
    }
    return String(value.filter { $0 != " " })
  }
}
