/// Builds files in NumPy's .npy format (version 1): matrices in C order.
package enum NumpyWriter {
  /// A (rows, columns) matrix of single precision.
  package static func bytes(_ elements: some Collection<Float>, rows: Int, columns: Int) -> [UInt8] {
    precondition(elements.count == rows * columns, "\(elements.count) numbers for \(rows) x \(columns)")
    var bytes = header("<f4", rows: rows, columns: columns, size: 4)
    for element in elements {
      let bits = element.bitPattern
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
    }
    return bytes
  }

  /// A (rows, columns) matrix of 0 and 1, as bytes or as truth values.
  package static func bytes(flags: [UInt8], rows: Int, columns: Int, areTruths: Bool = false) -> [UInt8] {
    precondition(flags.count == rows * columns, "\(flags.count) flags for \(rows) x \(columns)")
    return header(areTruths ? "|b1" : "|u1", rows: rows, columns: columns, size: 1) + flags
  }

  /// The preamble and header, padded so that the numbers begin at a multiple of 64.
  private static func header(_ type: String, rows: Int, columns: Int, size: Int) -> [UInt8] {
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    let length = UInt16(text.utf8.count)
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)]
    bytes.reserveCapacity(bytes.count + text.utf8.count + rows * columns * size)
    bytes += Array(text.utf8)
    return bytes
  }
}
