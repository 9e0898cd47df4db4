import Foundation

/// The C++ reference trainers, built on the spot where their sources are.
struct ReferenceTrainer {
  /// Their folder: `$KINDRED_SHARED/reference`, or `shared/reference` beside the project.
  static let folder: URL = {
    let shared = ProcessInfo.processInfo.environment["KINDRED_SHARED"].map { URL(fileURLWithPath: $0) }
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return (shared ?? project.deletingLastPathComponent().appending(path: "shared")).appending(path: "reference")
  }()

  private let workFolder = FileManager.default.temporaryDirectory.appending(path: "kindred-reference-\(UUID())")

  init() throws {
    try FileManager.default.createDirectory(at: workFolder, withIntermediateDirectories: true)
    for (name, flags) in [("pair_trainer", []), ("wide_trainer", ["-fno-finite-math-only"])] {
      let source = Self.folder.appending(path: name + ".cpp").path
      let compiler = try start(
        "/usr/bin/env",
        ["g++", "-w", "-O3", "-march=native", "-ffast-math"] + flags
          + ["-mprefer-vector-width=512", source, "-o", workFolder.appending(path: name).path])
      compiler.waitUntilExit()
      precondition(compiler.terminationStatus == 0, "g++ does not build \(source)")
    }
  }

  func remove() { try? FileManager.default.removeItem(at: workFolder) }

  private func start(_ program: String, _ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Processor seconds a fit over `jobs` jobs of 5 fits, all tasks alone first and then pairs in order.
  func secondsPerFit(_ benchmark: FitsBenchmark.Panel, tasks: Int, jobs: Int) throws -> Double {
    let output = workFolder.appending(path: benchmark.name + ".csv")
    let before = childSeconds()
    let process = try start(
      workFolder.appending(path: benchmark.isWide ? "wide_trainer" : "pair_trainer").path,
      benchmark.referenceArguments(folder: Self.folder, output: output, pairs: jobs - tasks))
    // The wide trainer has no end: it is stopped once it has written enough jobs.
    while process.isRunning {
      usleep(2000)
      if benchmark.isWide && lines(output) >= jobs { process.terminate() }
    }
    process.waitUntilExit()
    return (childSeconds() - before) / Double(5 * max(1, min(jobs, lines(output))))
  }

  private func lines(_ file: URL) -> Int {
    (try? Data(contentsOf: file))?.count { $0 == UInt8(ascii: "\n") } ?? 0
  }

  private func childSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec) + 1e-6 * Double(usage.ru_utime.tv_usec)
  }
}
