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
  package static func readArray(_ path: String) throws(UserError) -> Table {
    let array = try path.hasSuffix(".npz") ? member(of: path) : plain(path)
    return Table(
      file: path, columns: try array.tableColumns(prefix: "feature", file: path), lines: Array(1...array.rows))
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

  private static func member(of path: String) throws(UserError) -> NumpyArray {
    let file = try InputFile(path)
    let bytes = try file.bytes(atMost: file.size ?? .max)
    if bytes.isEmpty { throw UserError.emptyFile(path) }
    let archive = try ZipArchive(bytes, file: path)
    guard archive.members.count == 1 else {
      let names = UserError.abbreviatedList(archive.members.map(\.name))
      throw UserError.badArrayFile(path, found: "\(archive.members.count) arrays: \(names)", expected: "one array")
    }
    let member = archive.members[0]
    let prefix = try archive.content(of: member, atMost: NumpyHeader.longest)
    let header = try NumpyHeader(prefix, file: path)
    try header.check(byteCount: member.size - header.start, file: path)
    let content = try archive.content(of: member, atMost: member.size)
    return NumpyArray(header, bytes: content.dropFirst(header.start))
  }
}
