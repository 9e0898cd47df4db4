import Foundation

/// Other programs that tests compare with.
enum Program {
  /// Runs a program and returns whether it ended well.
  @discardableResult
  static func run(_ path: String, _ arguments: [String]) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  static func exists(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }
}

/// The system's Python, an oracle where it is there.
enum Python {
  static let hasNumpy = (try? Program.run("/usr/bin/env", ["python3", "-c", "import numpy"])) ?? false

  @discardableResult
  static func run(_ script: String, arguments: [String]) throws -> Bool {
    try Program.run("/usr/bin/env", ["python3", "-c", script] + arguments)
  }
}
