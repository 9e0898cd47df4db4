public import Diagnostics

extension Table {
  /// Reads a matrix (rows, features) saved by NumPy as .npy, or as .npz with one matrix in it.
  ///
  /// Columns are called `feature0`, `feature1`, ...; `lines` count rows from 1. Numbers may be floats, integers or bools
  /// in C order; NaN is missing; a vector is one column.
  ///
  /// - Throws: `UserError` where the file is damaged, holds anything else, or an infinity.
  public static func readArray(_ path: String) throws(UserError) -> Table {
    let bytes = try InputFile.contents(of: path)
    if bytes.isEmpty { throw UserError.emptyFile(path) }
    let array = path.hasSuffix(".npz") ? try member(of: bytes, file: path) : try NumpyArray(bytes[...], file: path)
    return Table(
      file: path, columns: try array.tableColumns(prefix: "feature", file: path), lines: Array(1...array.rows))
  }

  private static func member(of bytes: [UInt8], file: String) throws(UserError) -> NumpyArray {
    let archive = try ZipArchive(bytes, file: file)
    guard archive.members.count == 1 else {
      let names = UserError.abbreviatedList(archive.members.map(\.name))
      throw UserError.badArrayFile(file, found: "\(archive.members.count) arrays: \(names)", expected: "one array")
    }
    return try NumpyArray(archive.content(of: archive.members[0]), file: file)
  }
}
