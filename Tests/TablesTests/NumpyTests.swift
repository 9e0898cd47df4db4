import Diagnostics
import FoundationEssentials
import KindredTestSupport
import Tables
import Testing

@Suite("NumPy arrays")
struct NumpyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A version 1 file as `numpy.save` writes it.
  private func npy(_ descr: String, _ shape: String, _ data: [UInt8], order: String = "False") -> [UInt8] {
    var header = "{'descr': '\(descr)', 'fortran_order': \(order), 'shape': (\(shape)), }"
    while (10 + header.utf8.count + 1) % 64 != 0 { header += " " }
    header += "\n"
    let length = header.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(header.utf8) + data
  }

  private func bytes<Value>(_ values: [Value]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }

  private func error(_ content: [UInt8], named name: String = "a.npy") throws -> UserError {
    let path = try folder.write(content, as: name)
    return try #require(throws: UserError.self) { try Table.readArray(path) }
  }

  @Test func everyTypeOfNumber() throws {
    let files: [[UInt8]] = [
      npy("<f8", "2, 3", bytes([1.0, 2, 3, 4, 5, 6] as [Double])),
      npy("<f4", "2, 3", bytes([1, 2, 3, 4, 5, 6] as [Float])),
      npy("<i8", "2, 3", bytes([1, 2, 3, 4, 5, 6] as [Int64])),
      npy("<i4", "2, 3", bytes([1, 2, 3, 4, 5, 6] as [Int32])),
      npy("<u2", "2, 3", bytes([1, 2, 3, 4, 5, 6] as [UInt16])), npy("|u1", "2, 3", [1, 2, 3, 4, 5, 6]),
      npy("|i1", "2, 3", [1, 2, 3, 4, 5, 6]),
      npy(">f8", "2, 3", bytes(([1, 2, 3, 4, 5, 6] as [Double]).map(\.bitPattern.bigEndian))),
      npy(">i2", "2, 3", bytes(([1, 2, 3, 4, 5, 6] as [Int16]).map(\.bigEndian))),
      npy("<f2", "2, 3", bytes([0x3C00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600] as [UInt16])),
      npy("<f8", "2, 3", bytes([1.0, 4, 2, 5, 3, 6] as [Double]), order: "True"),
      npy("|u1", "2, 3", [1, 4, 2, 5, 3, 6], order: "True"),
    ]
    for content in files {
      let table = try Table.readArray(folder.write(content, as: "a.npy"))
      #expect(table.columnNames == ["feature0", "feature1", "feature2"])
      #expect(try table.numbers("feature1") == [2, 5])
    }
  }

  @Test func boolsAreFlagsAndNaNIsMissing() throws {
    let table = try Table.readArray(folder.write(npy("|b1", "2, 2", [1, 0, 0, 1]), as: "a.npy"))
    #expect(table.column("feature0")?.cells == .flags([1, 0]))
    let numbers = try Table.readArray(folder.write(npy("<f8", "2,", bytes([.nan, 2.5] as [Double])), as: "b.npy"))
    #expect(try numbers.optionalNumbers("feature0") == [nil, 2.5])
  }

  @Test func halvesOfEveryKind() throws {
    let bits: [UInt16] = [0x0001, 0x8001, 0x03FF, 0x0400, 0x7BFF, 0xFBFF, 0x3555, 0x7E00]
    let table = try Table.readArray(folder.write(npy("<f2", "8,", bytes(bits)), as: "a.npy"))
    let values: [Double?] = [0x1p-24, -0x1p-24, 1023 * 0x1p-24, 0x1p-14, 65504, -65504, 0.333251953125, nil]
    #expect(try table.optionalNumbers("feature0") == values)
    #expect(try error(npy("<f2", "1,", bytes([0x7C00] as [UInt16]))).found == "\"inf\"")
  }

  @Test(arguments: [
    "-20, 2", "2, -2", "9223372036854775808, 1", "99999999999999999999999, 2", "4611686018427387904, 4", "2.5, 2",
    "4294967296, 4294967296", "1000000000000, 1",
  ])
  func shapesThatCannotBe(shape: String) throws {
    let error = try error(npy("<f8", shape, bytes([1.0, 2, 3, 4] as [Double])))
    #expect(error.exitCode == .badData && error.description.contains("array.astype"), "\(error)")
  }

  @Test func numbersBeyondTheShapeAreNotRead() throws {
    let numbers = [UInt8](repeating: 0, count: 4_000_000)
    #expect(try error(npy("|u1", "10, 2", numbers)).found == "more than 20 bytes of numbers")
  }

  @Test func whatIsNotRead() throws {
    let data = bytes([1.0, 2, 3, 4] as [Double])
    #expect(try error(npy("|O", "2, 2", data)).advice.contains("astype"))
    #expect(try error(npy("<c8", "2, 2", data)).found.contains("<c8"))
    #expect(try error(npy("<f8", "2, 2, 1", data)).found == "3 dimensions")
    #expect(try error(npy("<f8", "3, 2", data)).found == "32 bytes of numbers")
    #expect(try error(npy("<f8", "0, 2", [])).found == "an empty array")
    #expect(try error(Array(npy("<f8", "2, 2", data).prefix(40))).found.contains("breaks off"))
    #expect(try error(Array("no array at all".utf8)).found == "no NumPy array")
    #expect(try error([]).found == "the file is empty")
    let infinite = try error(npy("<f8", "2, 1", bytes([1.0, .infinity] as [Double])))
    #expect(infinite.line == 2 && infinite.column == "feature0")
    #expect(try error(Array("PK no directory here, only words".utf8), named: "a.npz").found == "no zip directory")
  }

  /// Written by NumPy itself, stored and deflated; skipped where Python or NumPy is missing.
  @Test(.enabled(if: Python.hasNumpy))
  func archivesOfNumpy() throws {
    let script = """
      import numpy as np, sys
      a = np.arange(600, dtype=np.float32).reshape(200, 3)
      np.savez(sys.argv[1] + '/stored.npz', a)
      np.savez_compressed(sys.argv[1] + '/deflated.npz', X=a)
      np.savez(sys.argv[1] + '/two.npz', a, a)
      """
    try Python.run(script, arguments: [folder.url.path])
    for name in ["stored.npz", "deflated.npz"] {
      let table = try Table.readArray(folder.path(name))
      #expect(try table.numbers("feature2") == (0..<200).map { Double(3 * $0 + 2) })
    }
    let two = try #require(throws: UserError.self) { try Table.readArray(folder.path("two.npz")) }
    #expect(two.found.hasPrefix("2 arrays"))
    try refusesBombs()
    var broken = Array(try Data(contentsOf: folder.url.appending(path: "deflated.npz")))
    for index in 120..<160 { broken[index] ^= 0x5A }
    #expect(try error(broken, named: "broken.npz").exitCode == .badData)
  }

  /// Archives that claim or inflate to more than they may.
  private func refusesBombs() throws {
    let script = """
      import io, struct, sys, zipfile, zlib, gzip
      import numpy as np
      def header(rows):
          b = io.BytesIO()
          np.lib.format.write_array_header_1_0(b, {'descr': '|u1', 'fortran_order': False, 'shape': (rows, 1)})
          return b.getvalue()
      def archive(name, content, claim=None):
          with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as z:
              z.writestr('a.npy', content)
          if claim is not None:
              b = bytearray(open(name, 'rb').read())
              at = b.rfind(b'PK\\x01\\x02')
              b[at + 24:at + 28] = struct.pack('<I', claim)
              open(name, 'wb').write(b)
      zeros = bytes(50_000_000)
      archive(sys.argv[1] + '/claims.npz', header(10) + bytes(10), claim=4_000_000_000)
      archive(sys.argv[1] + '/inflates.npz', header(10) + zeros)
      archive(sys.argv[1] + '/lies.npz', header(40_000_000) + bytes(10), claim=40_000_128)
      open(sys.argv[1] + '/packed.npy', 'wb').write(gzip.compress(header(10) + zeros))
      open(sys.argv[1] + '/promises.npy', 'wb').write(gzip.compress(header(3_000_000_000) + bytes(10)))
      """
    try Python.run(script, arguments: [folder.url.path])
    for name in ["claims.npz", "inflates.npz", "lies.npz", "packed.npy", "promises.npy"] {
      let path = folder.path(name)
      let error = try #require(throws: UserError.self, "\(name)") { try Table.readArray(path) }
      #expect(error.exitCode == .badData && error.found.contains("bytes"), "\(name): \(error)")
    }
  }
}

@Suite struct NumpyWriterTests {
  @Test func whatIsWrittenIsReadBack() throws {
    let folder = try TemporaryFolder()
    for columns in [1, 7, 300] {
      let numbers = (0..<columns * 3).map { Float($0) * 0.37 - 20 }
      let path = folder.path("numbers \(columns).npy")
      try AtomicFile.write(NumpyWriter.bytes(numbers, rows: 3, columns: columns), to: path)
      let table = try Table.readArray(path)
      #expect(table.rowCount == 3 && table.columns.count == columns)
      for (index, column) in table.columns.enumerated() {
        #expect(column.numbers == (0..<3).map { Double(numbers[$0 * columns + index]) })
      }
    }
    for areTruths in [false, true] {
      let path = folder.path("flags.npy")
      try AtomicFile.write(
        NumpyWriter.bytes(flags: [0, 1, 1, 0, 1, 0], rows: 2, columns: 3, areTruths: areTruths), to: path)
      #expect(try Table.readArray(path).columns.map(\.numbers) == [[0, 0], [1, 1], [1, 0]])
    }
  }
}
