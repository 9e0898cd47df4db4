import Foundation

/// How long something took: on the wall, and of all cores together.
struct Stopwatch {
  let wall: Double
  let processor: Double

  static func measure(_ body: () throws -> Void) rethrows -> Stopwatch {
    let (wall, processor) = (ContinuousClock.now, processorSeconds)
    try body()
    let elapsed = ContinuousClock.now - wall
    return Stopwatch(
      wall: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18,
      processor: processorSeconds - processor)
  }

  private static var processorSeconds: Double {
    var usage = rusage()  // of this process: RUSAGE_SELF is 0
    getrusage(CInt(0), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
  }
}

/// The largest resident memory of the process (VmHWM).
enum PeakMemory {
  /// Forgets the peak so far, where Linux allows it.
  static func reset() {
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
  }

  static var bytes: Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return 0 }
    return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) << 10
  }
}
