internal import Diagnostics

/// A matrix that SciPy saved by its filled cells, by rows (CSR) or by columns (CSC), as SparseChem takes its inputs and targets.
struct SparseArray {
  /// What a cell is that is not among the filled ones.
  enum Absent { case zero, missing }

  /// The members of such an archive.
  static let members = ["data.npy", "format.npy", "indices.npy", "indptr.npy", "shape.npy"]
  /// Cells that a table is made of at most: each takes a byte or more once it is one.
  private static let mostCells = 1 << 32

  let rows: Int
  let columns: Int
  /// The filled cells of column c are `starts[c]..<starts[c + 1]`.
  private var starts: [Int]
  private var rowNumbers: [Int32]
  private var values: [Double]

  /// - Parameter member: the content of a member, by name: of an array its numbers, of `format.npy` the last bytes.
  ///
  /// - Throws: `UserError` where the members do not fit each other.
  init(
    file: String, format: String, numbers member: (String) throws(UserError) -> [Double]
  ) throws(UserError) {
    func damaged(_ found: String) -> UserError {
      .badArrayFile(file, found: found, expected: "a sparse matrix as scipy.sparse.save_npz writes it")
    }
    guard format == "csr" || format == "csc" else { throw damaged("the sparse format \(UserError.shortened(format))") }
    let shape = try member("shape.npy").map { Int(exactly: $0) ?? -1 }
    guard shape.count == 2, shape[0] > 0, shape[1] > 0 else { throw damaged("a shape of no rows and columns") }
    (rows, columns) = (shape[0], shape[1])
    let (cells, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, cells <= Self.mostCells, rows <= Int32.max, columns <= Int32.max else {
      throw UserError.badArrayFile(
        file, found: "a sparse matrix of \(rows) x \(columns)", expected: "at most \(Self.mostCells) cells")
    }
    let lines = try member("indptr.npy").map { Int(exactly: $0) ?? -1 }
    let places = try member("indices.npy").map { Int(exactly: $0) ?? -1 }
    let data = try member("data.npy")
    let (outer, inner) = format == "csr" ? (rows, columns) : (columns, rows)
    guard lines.count == outer + 1, lines[0] == 0, lines[outer] == data.count, places.count == data.count,
      zip(lines, lines.dropFirst()).allSatisfy({ $0 <= $1 })
    else { throw damaged("pointers that do not fit the shape") }
    guard places.allSatisfy({ (0..<inner).contains($0) }) else { throw damaged("an index beyond the shape") }
    if let odd = data.first(where: { !$0.isFinite }) { throw damaged("the value \(odd)") }
    (starts, rowNumbers, values) = Self.byColumn(
      lines, places, data, isByRow: format == "csr", columns: columns)
    guard areDifferent() else { throw damaged("two values of one cell") }
  }

  private static func byColumn(
    _ lines: [Int], _ places: [Int], _ data: [Double], isByRow: Bool, columns: Int
  ) -> ([Int], [Int32], [Double]) {
    guard isByRow else { return (lines, places.map(Int32.init), data) }
    var starts = [Int](repeating: 0, count: columns + 1)
    for place in places { starts[place + 1] += 1 }
    for column in 0..<columns { starts[column + 1] += starts[column] }
    var next = starts
    var rowNumbers = [Int32](repeating: 0, count: data.count)
    var values = [Double](repeating: 0, count: data.count)
    for row in 0..<lines.count - 1 {
      for entry in lines[row]..<lines[row + 1] {
        rowNumbers[next[places[entry]]] = Int32(row)
        values[next[places[entry]]] = data[entry]
        next[places[entry]] += 1
      }
    }
    return (starts, rowNumbers, values)
  }

  /// Whether every cell is filled once at most.
  private func areDifferent() -> Bool {
    var last = [Int32](repeating: -1, count: rows)
    for column in 0..<columns {
      for entry in starts[column]..<starts[column + 1] {
        if last[Int(rowNumbers[entry])] == Int32(column) { return false }
        last[Int(rowNumbers[entry])] = Int32(column)
      }
    }
    return true
  }

  /// The columns, named `prefix0`, `prefix1`, ...
  func tableColumns(prefix: String, absent: Absent) -> [TableColumn] {
    (0..<columns).map { column in
      let name = "\(prefix)\(column)"
      let entries = starts[column]..<starts[column + 1]
      if entries.allSatisfy({ values[$0] == 0 || values[$0] == 1 }) {
        var flags = [UInt8](repeating: absent == .zero ? 0 : TableColumn.missingFlag, count: rows)
        for entry in entries { flags[Int(rowNumbers[entry])] = UInt8(values[entry]) }
        return TableColumn(name: name, flags: flags)
      }
      var numbers = [Double](repeating: absent == .zero ? 0 : .nan, count: rows)
      for entry in entries { numbers[Int(rowNumbers[entry])] = values[entry] }
      return TableColumn(name: name, numbers: numbers)
    }
  }
}
