public import FoundationEssentials

/// A folder for one test, removed with everything in it when the value goes away.
public final class TemporaryFolder: Sendable {
  /// Where it is; the folder exists.
  public let url: URL

  /// Makes an empty folder with a name of its own among the system's temporary files.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "kindred-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in the folder, which need not exist.
  public func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a file and returns its path.
  public func write(_ text: String, as name: String) throws -> String { try write(Array(text.utf8), as: name) }

  /// Writes a file and returns its path.
  public func write(_ bytes: [UInt8], as name: String) throws -> String {
    try Data(bytes).write(to: url.appending(path: name))
    return path(name)
  }

  /// The bytes of a file.
  public func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appending(path: name))) }

  /// The names of what is in the folder, sorted.
  public func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }
}
