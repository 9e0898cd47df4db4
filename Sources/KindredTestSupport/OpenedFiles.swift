#if os(Linux)
  internal import Glibc

  /// Counts how often the files of a folder are opened, by any process: what a program reads twice shows (inotify).
  ///
  /// Closing is watched too, or the system would take two openings in a row for one.
  public final class OpenedFiles {
    private let descriptor: CInt

    /// Whether the system tells of openings.
    public static var isSupported: Bool { OpenedFiles(in: "/") != nil }

    /// Begins to count in a folder that exists; folders inside it are not looked at. nil where the system refuses.
    public init?(in folder: String) {
      let opened = inotify_init1(CInt(IN_NONBLOCK))
      guard opened >= 0 else { return nil }
      guard inotify_add_watch(opened, folder, UInt32(IN_OPEN | IN_CLOSE)) >= 0 else {
        close(opened)
        return nil
      }
      descriptor = opened
    }

    deinit { close(descriptor) }

    /// How many times each file was opened since the last call, by its name; files that were not are absent.
    public func counts() -> [String: Int] {
      var counts: [String: Int] = [:]
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let size = read(descriptor, &buffer, buffer.count)
        guard size > 0 else { return counts }
        // An event: watch, mask, cookie and the length of the name, 4 bytes each; then the name, padded with zeros.
        var start = 0
        while start + 16 <= size {
          let length = Self.number(buffer[(start + 12)...])
          let name = buffer[start + 16..<start + 16 + length].prefix { $0 != 0 }
          let isOpening = Self.number(buffer[(start + 4)...]) & Int(IN_OPEN) != 0
          if isOpening && !name.isEmpty { counts[String(decoding: name, as: UTF8.self), default: 0] += 1 }
          start += 16 + length
        }
      }
    }

    /// The number in the first four bytes, lowest first.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
      bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
  }
#endif
