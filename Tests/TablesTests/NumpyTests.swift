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

  @Test func whatIsNotRead() throws {
    let data = bytes([1.0, 2, 3, 4] as [Double])
    #expect(try error(npy("<f8", "2, 2", data, order: "True")).found.contains("Fortran"))
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
    var broken = Array(try Data(contentsOf: folder.url.appending(path: "deflated.npz")))
    for index in 120..<160 { broken[index] ^= 0x5A }
    #expect(try error(broken, named: "broken.npz").exitCode == .badData)
  }
}
