internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Parquet, which the program `duckdb` makes text of, where it is installed.
enum ParquetFile {
  /// Whether a file begins as Parquet does; false for what cannot be read twice.
  static func isOne(_ path: String) -> Bool {
    guard !InputFile.isPipe(path), let handle = fopen(path, "rb") else { return false }
    defer { fclose(handle) }
    var mark = [UInt8](repeating: 0, count: 4)
    return fread(&mark, 1, 4, handle) == 4 && mark == Array("PAR1".utf8)
  }

  /// Calls `body` with the path of the same table as comma-separated text, which is gone afterwards.
  ///
  /// - Throws: `UserError` where there is no `duckdb` on the search path, or it ends with an error.
  static func asText<Result>(_ path: String, _ body: (String) throws(UserError) -> Result) throws(UserError) -> Result {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/kindred-parquet-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw UserError.cannotWrite(folder, reason: String(cString: strerror(errno)))
    }
    let scratch = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    let (text, log) = (scratch + "/table.csv", scratch + "/log.txt")
    defer {
      unlink(text)
      unlink(log)
      rmdir(scratch)
    }
    let query = "COPY (SELECT * FROM read_parquet(\(quoted(path)))) TO \(quoted(text)) (FORMAT csv, HEADER true)"
    try run(["duckdb", "-c", query], log: log, path: path)
    return try body(text)
  }

  /// As SQL writes a string.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private static func run(_ words: [String], log: String, path: String) throws(UserError) {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    guard code == 0 else { throw UserError.parquetNeedsDuckDB(path) }
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // Some systems report a missing program by exit code 127.
    if status >> 8 & 0xFF == 127 { throw UserError.parquetNeedsDuckDB(path) }
    guard status == 0 else { throw UserError.unreadableParquet(path, reason: lastLine(of: log)) }
  }

  private static func lastLine(of path: String) -> String {
    let text = (try? InputFile(path).bytes(atMost: 1 << 16)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(whereSeparator: \.isNewline).last.map(String.init) ?? "no message"
  }
}
