package import Diagnostics

extension Table {
  /// Reads a matrix (rows, features) saved by NumPy as .npy, or as .npz with one matrix in it.
  ///
  /// Columns are called `feature0`, `feature1`, ...; `lines` count rows from 1. Numbers may be floats, integers or bools
  /// of either byte order, in C or Fortran order; NaN is missing; a vector is one column.
  ///
  /// No more memory is taken than the header promises, and that only if the file can hold as much.
  ///
  /// - Throws: `UserError` where the file is damaged, holds anything else, or an infinity.
  ///
  /// An .npz may also be a sparse matrix of SciPy, by rows or by columns (`SparseArray`).
  ///
  /// - Parameters:
  ///   - prefix: what columns are called, before their number from 0.
  ///   - absentIsMissing: whether cells that a sparse matrix does not fill were not measured; else they are 0.
  package static func readArray(
    _ path: String, prefix: String = "feature", absentIsMissing: Bool = false
  ) throws(UserError) -> Table {
    let columns: [TableColumn]
    let rows: Int
    if path.hasSuffix(".npz") {
      let archive = try archive(path)
      if Set(archive.members.map(\.name)).isSuperset(of: SparseArray.members) {
        let array = try sparse(archive, path)
        (columns, rows) = (array.tableColumns(prefix: prefix, absent: absentIsMissing ? .missing : .zero), array.rows)
      } else {
        let array = try member(of: archive, path)
        (columns, rows) = (try array.tableColumns(prefix: prefix, file: path), array.rows)
      }
    } else {
      let array = try plain(path)
      (columns, rows) = (try array.tableColumns(prefix: prefix, file: path), array.rows)
    }
    return Table(file: path, columns: columns, lines: Array(1...rows))
  }

  private static func archive(_ path: String) throws(UserError) -> ZipArchive {
    let file = try InputFile(path)
    let bytes = try file.bytes(atMost: file.size ?? .max)
    if bytes.isEmpty { throw UserError.emptyFile(path) }
    return try ZipArchive(bytes, file: path)
  }

  private static func sparse(_ archive: ZipArchive, _ path: String) throws(UserError) -> SparseArray {
    func named(_ name: String) throws(UserError) -> ZipArchive.Member {
      guard let member = archive.members.first(where: { $0.name == name }) else {
        throw UserError.badArrayFile(path, found: "no \(name)", expected: "the whole .npz file")
      }
      return member
    }
    // Three letters behind the header, of one byte or of four.
    let text = try archive.content(of: named("format.npy"), atMost: NumpyHeader.longest)
    let format = String(decoding: text.suffix(12).filter { $0 != 0 }.suffix(3), as: UTF8.self)
    return try SparseArray(file: path, format: format) { name throws(UserError) in
      try array(in: archive, named(name), path).numbers(0)
    }
  }

  private static func plain(_ path: String) throws(UserError) -> NumpyArray {
    let file = try InputFile(path)
    var bytes = try file.bytes(atMost: NumpyHeader.longest)
    if bytes.isEmpty { throw UserError.emptyFile(path) }
    let header = try NumpyHeader(bytes[...], file: path)
    if let most = file.mostBytes, most - header.start < header.byteCount {
      try header.check(byteCount: max(0, most - header.start), file: path)
    }
    let end = header.start + header.byteCount
    if bytes.count < end { bytes += try file.bytes(atMost: end - bytes.count) }
    let further = try file.bytes(atMost: 1)
    let isMore = bytes.count > end || !further.isEmpty
    try header.check(byteCount: min(bytes.count, end) - header.start, isMore: isMore, file: path)
    return NumpyArray(header, bytes: bytes[header.start..<end])
  }

  private static func member(of archive: ZipArchive, _ path: String) throws(UserError) -> NumpyArray {
    guard archive.members.count == 1 else {
      let names = UserError.abbreviatedList(archive.members.map(\.name))
      throw UserError.badArrayFile(
        path, found: "\(archive.members.count) arrays: \(names)", expected: "one array, or a sparse matrix of SciPy")
    }
    return try array(in: archive, archive.members[0], path)
  }

  private static func array(
    in archive: ZipArchive, _ member: ZipArchive.Member, _ path: String
  ) throws(UserError) -> NumpyArray {
    let prefix = try archive.content(of: member, atMost: NumpyHeader.longest)
    let header = try NumpyHeader(prefix, file: path)
    try header.check(byteCount: member.size - header.start, file: path)
    let content = try archive.content(of: member, atMost: member.size)
    return NumpyArray(header, bytes: content.dropFirst(header.start))
  }
}
