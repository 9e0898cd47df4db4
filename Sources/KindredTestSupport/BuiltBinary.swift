public import Foundation

/// The built `kindred`, run as a user would.
public enum BuiltBinary {
  /// What a run left behind.
  public struct Outcome: Sendable {
    /// The exit code; 128 + n where signal n ended it, as a shell says it.
    public var status: Int32
    /// All of standard output; bytes that are no UTF-8 are replaced.
    public var output: String
    /// All of standard error.
    public var errors: String
  }

  /// The executable beside the test bundle.
  public static var url: URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "kindred")
  }

  /// Starts the program; the caller waits or kills.
  public static func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningBinary {
    try RunningBinary(executable: url, arguments: arguments, environment: environment)
  }

  /// Runs the program to its end.
  public static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try start(arguments, environment: environment).wait()
  }

  /// Runs a shell command in which `$KINDRED` is the program.
  public static func shell(_ command: String) throws -> Outcome {
    try RunningBinary(
      executable: URL(filePath: "/bin/sh"), arguments: ["-c", command], environment: ["KINDRED": url.path]
    ).wait()
  }
}

/// A program that is running, its output going to files so that no pipe can fill.
public final class RunningBinary {
  private let process = Process()
  private let folder: TemporaryFolder

  init(executable: URL, arguments: [String], environment: [String: String]) throws {
    folder = try TemporaryFolder()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    for (name, set) in [
      ("output", { (file: FileHandle) in self.process.standardOutput = file }),
      ("errors", { self.process.standardError = $0 }),
    ] {
      _ = FileManager.default.createFile(atPath: folder.path(name), contents: nil)
      set(try FileHandle(forWritingTo: URL(filePath: folder.path(name))))
    }
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// Whether the program has not ended yet.
  public var isRunning: Bool { process.isRunning }

  /// Sends a signal, such as SIGKILL.
  public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for the end.
  public func wait() throws -> BuiltBinary.Outcome {
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(filePath: folder.path(name))), as: UTF8.self)
    }
    let status = process.terminationStatus
    return BuiltBinary.Outcome(
      status: process.terminationReason == .exit ? status : 128 + status, output: try text("output"),
      errors: try text("errors"))
  }
}
