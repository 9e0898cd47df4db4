import Diagnostics
import KindredTestSupport
import LinearAlgebra
import Molecules
import Panels
import Tables
import Testing

/// Tables as SparseChem and MELLODDY-TUNER have them.
@Suite("Inputs of SparseChem and MELLODDY")
struct SparseAndMelloddyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  // MARK: sparse .npz

  private static func array(_ descr: String, _ shape: String, _ bytes: [UInt8]) -> [UInt8] {
    var header = Array("{'descr': '\(descr)', 'fortran_order': False, 'shape': \(shape), }".utf8)
    header += [UInt8](repeating: 0x20, count: 117 - header.count) + [0x0A]
    return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + header + bytes
  }

  private static func integers(_ values: [Int]) -> [UInt8] {
    array("<i4", "(\(values.count),)", values.flatMap { v in (0..<4).map { UInt8(truncatingIfNeeded: v >> (8 * $0)) } })
  }

  /// A zip of stored members.
  private static func zip(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    func number(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, content) in members {
      let sizes = number(0, 4) + number(content.count, 4) + number(content.count, 4) + number(name.utf8.count, 2)
      directory +=
        number(0x0201_4B50, 4) + number(0, 12) + sizes + number(0, 12) + number(bytes.count, 4) + Array(name.utf8)
      bytes += number(0x0403_4B50, 4) + number(0, 10) + sizes + number(0, 2) + Array(name.utf8) + content
    }
    let end = number(0x0605_4B50, 4) + number(0, 4) + number(members.count, 2) + number(members.count, 2)
    return bytes + directory + end + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
  }

  /// A matrix of some cells as `scipy.sparse.save_npz` writes it.
  private func save(
    _ cells: [(row: Int, column: Int, value: Int)], rows: Int, columns: Int, format: String, as name: String,
    _ change: (inout [String: [UInt8]]) -> Void = { _ in }
  ) throws -> String {
    let isByRow = format == "csr"
    let sorted = cells.sorted {
      isByRow ? ($0.row, $0.column) < ($1.row, $1.column) : ($0.column, $0.row) < ($1.column, $1.row)
    }
    let outer = sorted.map { isByRow ? $0.row : $0.column }
    let pointers = (0...(isByRow ? rows : columns)).map { line in outer.count { $0 < line } }
    var members = [
      "indices.npy": Self.integers(sorted.map { isByRow ? $0.column : $0.row }), "indptr.npy": Self.integers(pointers),
      "format.npy": Self.array("|S3", "()", Array(format.utf8)), "shape.npy": Self.integers([rows, columns]),
      "data.npy": Self.integers(sorted.map(\.value)),
    ]
    change(&members)
    return try folder.write(Self.zip(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }), as: name)
  }

  @Test(arguments: ["csr", "csc"])
  func inputsAndTargetsOfSparseChem(format: String) throws {
    var x: [(row: Int, column: Int, value: Int)] = []
    var y: [(row: Int, column: Int, value: Int)] = []
    for row in 0..<20 {
      x += [(row, row % 7, 1), (row, 7 + row % 3, 1)]
      y.append((row, 0, row % 2 * 2 - 1))
      if row != 4 { y.append((row, 1, row % 3 == 0 ? 1 : -1)) }
    }
    var options = PanelOptions()
    options.features = try save(x, rows: 20, columns: 10, format: format, as: "x.npz")
    let targets = try save(y, rows: 20, columns: 2, format: format, as: "y.npz")
    let panel = try PanelReader.read(files: [targets], options: options).panel
    #expect(
      panel.tasks.map(\.name) == ["task0", "task1"] && panel.tasks.map(\.kind) == [.classification, .classification])
    #expect(panel.tasks[0].targets == (0..<20).map { Double($0 % 2) })
    #expect(panel.tasks[1].rows == (0..<20).filter { $0 != 4 })
    #expect(panel.features.columns == 10)
    #expect(panel.features.denseRows([5]).elements == [0, 0, 0, 0, 0, 1, 0, 0, 0, 1])
  }

  @Test(arguments: ["index", "pointers", "shape", "format", "twice", "huge"])
  func damagedMatricesAreRefused(kind: String) throws {
    let path = try save([(0, 0, 1), (1, 1, 1), (2, 0, 1)], rows: 3, columns: 2, format: "csr", as: "x.npz") { members in
      switch kind {
      case "index": members["indices.npy"] = Self.integers([0, 2, 0])
      case "pointers": members["indptr.npy"] = Self.integers([0, 2, 1, 3])
      case "shape": members["shape.npy"] = Self.integers([4, 2])
      case "format": members["format.npy"] = Self.array("|S3", "()", Array("bsr".utf8))
      case "twice":
        (members["indices.npy"], members["indptr.npy"]) = (Self.integers([0, 0, 1]), Self.integers([0, 2, 3, 3]))
      default: members["shape.npy"] = Self.integers([3, Int(Int32.max)])
      }
    }
    let error = try #require(throws: UserError.self) { try Table.readArray(path) }
    #expect(error.exitCode == .badData && error.file?.hasSuffix("x.npz") == true)
  }

  // MARK: T0, T1, T2

  private func melloddy(
    qualifier: String = ">", assays: String = "A,B", compound: String = "7", _ body: ([String]) throws -> Void
  ) throws {
    let t1 = (0..<24).map { row in
      "\(row == 3 ? compound : "\(row / 2 + 1)"),\(row % 2 == 0 ? "A" : "B"),\(row == 5 ? qualifier : "="),\(Double(row * 7 % 24) / 2)"
    }
    let t2 = (1...12).map { "\($0),\(String(repeating: "C", count: $0))O" }
    try body([
      folder.write(
        "input_assay_id,assay_type\n" + assays.split(separator: ",").map { "\($0),OTHER\n" }.joined(), as: "T0.csv"),
      folder.write(
        (["input_compound_id,input_assay_id,standard_qualifier,standard_value"] + t1).joined(separator: "\n") + "\n",
        as: "T1.csv"),
      folder.write((["input_compound_id,smiles"] + t2).joined(separator: "\n") + "\n", as: "T2.csv"),
    ])
  }

  @Test(.enabled(if: RDKit.isAvailable, "built without RDKit"))
  func tablesOfMELLODDYAreOnePanel() throws {
    try melloddy(compound: "2") { files in
      for files in [files, files.reversed(), Array(files.dropFirst())] {
        let panel = try PanelReader.read(files: files).panel
        #expect(panel.tasks.map(\.name) == ["A", "B"] && panel.tasks.map(\.rows.count) == [12, 12])
        #expect(panel.tasks.map(\.boundedCount) == [0, 1] && panel.entityCount == 12)
        #expect(panel.tasks[1].sides?[2] == 1 && panel.tasks[1].targets[2] == 5.5)
      }
    }
  }

  @Test func whatDoesNotFitIsTold() throws {
    try melloddy(compound: "99") { files in
      let error = try #require(throws: UserError.self) { try PanelReader.read(files: files) }
      #expect(error.line == 5 && error.description.contains("99, which is not in"))
    }
    try melloddy(qualifier: "~", compound: "2") { files in
      let error = try #require(throws: UserError.self) { try PanelReader.read(files: files) }
      #expect(error.line == 7 && error.column == "standard_qualifier")
    }
    // Assays that T0 does not name are left out.
    try melloddy(assays: "A,C", compound: "2") { files in
      #expect(throws: UserError.self) { try PanelReader.read(files: files) }
    }
  }
}
