import Foundation
import Kindred

/// Ends the program with a message before it takes more memory than it may, or than is free.
///
/// Nothing is lost: files appear whole or not at all, and journals line by line.
enum MemoryWatch {
  /// Looks at the memory in use from a thread of its own, 50 times a second.
  ///
  /// - Parameter limit: bytes; nil for what is free now, less a twentieth.
  static func begin(limit: Int?) {
    let most = limit ?? (freeBytes() + residentBytes()) / 20 * 19
    let thread = Thread {
      while residentBytes() < most { usleep(20_000) }
      Console.message("kindred: " + UserError.memoryLimit(bytes: most).description)
      _exit(Kindred.ExitCode.badData.rawValue)
    }
    thread.stackSize = 1 << 19
    thread.start()
  }

  /// The most bytes that were in memory at once so far.
  private static func residentBytes() -> Int {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss << 10
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }

  /// Bytes that the machine, or the container's limit, has left.
  private static func freeBytes() -> Int {
    let available = text("/proc/meminfo")?.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
      .flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 }
    var free = available ?? Int(clamping: ProcessInfo.processInfo.physicalMemory)
    if let most = number("/sys/fs/cgroup/memory.max"), let used = number("/sys/fs/cgroup/memory.current") {
      free = min(free, max(0, most - used))
    }
    return free
  }

  private static func number(_ path: String) -> Int? {
    text(path).flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  private static func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
}
