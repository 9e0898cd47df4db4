public import FoundationEssentials

/// Real panels that are not part of the project, beside the package or where `KINDRED_SHARED` points.
public enum SharedData {
  /// The folder of the shared files.
  public static var folder: URL {
    if let folder = ProcessInfo.processInfo.environment["KINDRED_SHARED"] { return URL(filePath: folder) }
    return Checkout.folder.deletingLastPathComponent().appending(path: "shared")
  }

  /// Where a shared file is or would be.
  public static func url(_ path: String) -> URL { folder.appending(path: path) }

  /// Where a shared file is or would be, as a path.
  public static func path(_ path: String) -> String { url(path).path }

  /// Whether the file is there; for `.enabled(if:)`.
  public static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: Self.path(path)) }
}
