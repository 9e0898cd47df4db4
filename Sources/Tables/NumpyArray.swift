internal import Diagnostics

/// A one- or two-dimensional array in NumPy's .npy format (versions 1 to 3), C order, little-endian numbers.
struct NumpyArray {
  let rows: Int
  let columns: Int
  private let kind: Kind
  private let bytes: ArraySlice<UInt8>

  /// The types of numbers that are read, by NumPy's code.
  private enum Kind: String {
    case bool = "|b1"
    case int8 = "|i1"
    case uint8 = "|u1"
    case int16 = "<i2"
    case uint16 = "<u2"
    case int32 = "<i4"
    case uint32 = "<u4"
    case int64 = "<i8"
    case uint64 = "<u8"
    case float32 = "<f4"
    case float64 = "<f8"

    var size: Int { self == .bool ? 1 : Int(rawValue.dropFirst(2)) ?? 1 }
  }

  /// Takes a .npy file apart.
  init(_ content: ArraySlice<UInt8>, file: String) throws(UserError) {
    let (header, data) = try Self.split(content, file: file)
    guard let code = Self.value(of: "descr", in: header), let kind = Kind(rawValue: code.filter { $0 != "'" }) else {
      throw UserError.badArrayFile(
        file, found: "numbers of type \(Self.value(of: "descr", in: header) ?? "unknown")",
        expected: "float32, float64, integers, uint8 or bool")
    }
    guard Self.value(of: "fortran_order", in: header) == "False" else {
      throw UserError.badArrayFile(file, found: "an array in Fortran order", expected: "C order")
    }
    let shape = (Self.value(of: "shape", in: header) ?? "").split { !$0.isNumber }.compactMap { Int($0) }
    guard shape.count == 1 || shape.count == 2 else {
      throw UserError.badArrayFile(file, found: "\(shape.count) dimensions", expected: "2: rows and features")
    }
    rows = shape[0]
    columns = shape.count == 2 ? shape[1] : 1
    let (cells, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, cells <= data.count / kind.size, data.count == cells * kind.size else {
      throw UserError.badArrayFile(
        file, found: "\(data.count) bytes of numbers", expected: "\(rows) x \(columns) of \(kind.size) bytes")
    }
    guard cells > 0 else { throw UserError.badArrayFile(file, found: "an empty array", expected: "rows and features") }
    self.kind = kind
    bytes = data
  }

  /// The columns, named `prefix0`, `prefix1`, ...; NaN is missing.
  ///
  /// - Throws: `UserError` at the first infinity.
  func tableColumns(prefix: String, file: String) throws(UserError) -> [TableColumn] {
    var result: [TableColumn] = []
    for column in 0..<columns {
      let name = "\(prefix)\(column)"
      if kind == .bool || kind == .uint8, let flags = flags(column) {
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
    var flags: [UInt8] = []
    flags.reserveCapacity(rows)
    for row in 0..<rows {
      let byte = bytes[bytes.startIndex + row * columns + column]
      if byte > 1 { return nil }
      flags.append(byte)
    }
    return flags
  }

  private func numbers(_ column: Int) -> [Double] {
    bytes.withUnsafeBytes { raw in
      (0..<rows).map { row in
        let offset = (row * columns + column) * kind.size
        return switch kind {
        case .bool, .uint8: Double(raw[offset])
        case .int8: Double(Int8(bitPattern: raw[offset]))
        case .int16: Double(raw.loadUnaligned(fromByteOffset: offset, as: Int16.self))
        case .uint16: Double(raw.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        case .int32: Double(raw.loadUnaligned(fromByteOffset: offset, as: Int32.self))
        case .uint32: Double(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        case .int64: Double(raw.loadUnaligned(fromByteOffset: offset, as: Int64.self))
        case .uint64: Double(raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        case .float32: Double(raw.loadUnaligned(fromByteOffset: offset, as: Float.self))
        case .float64: raw.loadUnaligned(fromByteOffset: offset, as: Double.self)
        }
      }
    }
  }

  /// The header's text and the bytes behind it.
  private static func split(
    _ content: ArraySlice<UInt8>, file: String
  ) throws(UserError) -> (header: String, data: ArraySlice<UInt8>) {
    let start = content.startIndex
    guard content.starts(with: [0x93] + Array("NUMPY".utf8)), content.count >= 12 else {
      throw UserError.badArrayFile(file, found: "no NumPy array", expected: "the .npy format")
    }
    let isShort = content[start + 6] == 1
    var length = Int(content[start + 8]) | Int(content[start + 9]) << 8
    if !isShort { length |= Int(content[start + 10]) << 16 | Int(content[start + 11]) << 24 }
    let headerStart = start + (isShort ? 10 : 12)
    guard headerStart + length <= content.endIndex else {
      throw UserError.badArrayFile(file, found: "a header that breaks off", expected: "the whole file")
    }
    let header = String(decoding: content[headerStart..<headerStart + length], as: UTF8.self)
    return (header, content[(headerStart + length)...])
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
