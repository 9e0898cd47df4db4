#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Files that are being written beside the one that they will replace: `NAME.MACHINE.PROCESS.NUMBER.part`.
///
/// A killed process leaves its own behind. Its name says who wrote it, so that who comes next can take it away.
package enum PartFile {
  /// A name beside `target` that nobody else uses.
  package static func path(for target: String) -> String {
    "\(target).\(uniqueName).part"
  }

  /// A name that no other process on any machine has, nor this one a second time.
  package static var uniqueName: String { "\(machine).\(getpid()).\(UInt32.random(in: .min ... .max))" }

  /// How old a file of another machine must be to be nobody's, in seconds.
  private static let oldAge = 86_400

  /// Removes what killed processes left in a folder: files of this machine whose process is gone, and those of other
  /// machines that nobody has written to for a day.
  package static func removeStale(in folder: String) {
    for name in stale(in: folder) { unlink(folder + "/" + name) }
  }

  /// The names of files, or folders, that killed processes left in a folder.
  package static func stale(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var stale: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".part"), isStale(name, in: folder) { stale.append(name) }
    }
    return stale
  }

  private static func isStale(_ name: String, in folder: String) -> Bool {
    let words = name.split(separator: ".", omittingEmptySubsequences: false)
    guard words.count >= 4, let process = pid_t(words[words.count - 3]), process > 0,
      UInt32(words[words.count - 2]) != nil
    else { return false }
    if words[words.count - 4] == machine { return kill(process, 0) != 0 && errno == ESRCH }
    var information = stat()
    return stat(folder + "/" + name, &information) == 0 && time(nil) - information.st_mtim.tv_sec > oldAge
  }

  /// What tells apart machines, and containers on one, whose process numbers are not the same processes: 8 hex digits.
  private static let machine: String = {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, 255)
    var space = [CChar](repeating: 0, count: 256)
    readlink("/proc/self/ns/pid", &space, 255)
    // FNV-1a.
    var hash: UInt32 = 2_166_136_261
    for byte in host + space { hash = (hash ^ UInt32(UInt8(bitPattern: byte))) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }()
}
