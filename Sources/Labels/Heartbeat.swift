internal import Diagnostics
internal import Foundation

/// A file that is touched again and again while its process lives, dated by the machine that keeps it.
final class Heartbeat: Sendable {
  private let path: String
  /// - Parameter interval: seconds between two beats.
  init(path: String, every interval: TimeInterval) throws {
    self.path = path
    guard FileManager.default.createFile(atPath: path, contents: nil) else {
      throw UserError.cannotWriteJournal(path, reason: String(cString: strerror(errno)))
    }
    let thread = Thread { [weak self] in
      while let self {
        // Written, not only dated: the server's clock counts.
        if let file = fopen(self.path, "w") {
          fputs(".", file)
          fclose(file)
        }
        usleep(UInt32(interval * 1e6))
      }
    }
    thread.start()
  }

  deinit { unlink(path) }

  /// When it last beat, in seconds by the folder's server.
  var lastBeat: TimeInterval { Self.time(of: path) ?? 0 }

  /// When another one last beat; nil where it is gone.
  static func time(of path: String) -> TimeInterval? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    return Double(information.st_mtim.tv_sec) + Double(information.st_mtim.tv_nsec) * 1e-9
  }
}
