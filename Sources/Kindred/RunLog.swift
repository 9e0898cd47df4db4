internal import Foundation
internal import LinearAlgebra
internal import Tables

/// Where a study's results come from (`run.json`): versions, command, machine, and the time and inputs of each step.
struct RunLog: Codable, Equatable {
  /// One step of the street.
  struct Step: Codable, Equatable {
    /// A hash of everything the step's result depends on.
    var inputs: String
    var seconds: Double
    var finished: String
  }

  struct Machine: Codable, Equatable {
    var system: String
    var processor: String
    var cores: Int
    var memoryGigabytes: Double
    /// The kernels that OpenBLAS chose; the last bits of products depend on it.
    var blasCore: String
  }

  var kindred = kindredVersion
  var command: [String] = []
  var seed: UInt64 = 0
  var panelHash = ""
  var machine = Machine.current
  var steps: [String: Step] = [:]

  /// The log of a study, or an empty one where there is none that can be read.
  static func read(from path: String) -> RunLog {
    (try? JSONText.read(RunLog.self, from: path, madeBy: "run")) ?? RunLog()
  }

  func write(to path: String) throws { try JSONText.write(self, to: path) }
}

extension RunLog.Machine {
  static var current: RunLog.Machine {
    let cpu = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
      .split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    let information = ProcessInfo.processInfo
    return RunLog.Machine(
      system: information.operatingSystemVersionString, processor: cpu ?? "unknown",
      cores: information.activeProcessorCount,
      memoryGigabytes: (Double(information.physicalMemory) / 1_073_741_824 * 10).rounded() / 10,
      blasCore: blasCoreName)
  }
}
