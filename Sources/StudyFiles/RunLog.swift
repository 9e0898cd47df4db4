internal import Foundation
internal import LinearAlgebra

/// Where a study's results come from (`run.json`): versions, command, machine, and what made each step's files.
package struct RunLog: Codable, Equatable {
  /// One step of the pipeline.
  package struct Step: Codable, Equatable {
    /// The number of the algorithm that made the files; raised whenever its results change.
    package var algorithm: Int
    /// A hash of everything the step's result depends on.
    package var inputs: String
    /// The version of Kindred that made the files.
    package var kindred: String
    /// Paths within the study.
    package var files: [String]
    package var seconds: Double
    package var finished: String

    package init(
      algorithm: Int, inputs: String, kindred: String, files: [String], seconds: Double, finished: String
    ) {
      self.algorithm = algorithm
      self.inputs = inputs
      self.kindred = kindred
      self.files = files
      self.seconds = seconds
      self.finished = finished
    }
  }

  package struct Machine: Codable, Equatable {
    package var system: String
    package var processor: String
    package var cores: Int
    package var memoryGigabytes: Double
    /// The kernels that OpenBLAS chose; the last bits of products depend on it.
    package var blasCore: String
  }

  package var kindred = kindredVersion
  package var command: [String] = []
  package var seed: UInt64 = 0
  package var panelHash = ""
  package var machine = Machine.current
  package var steps: [String: Step] = [:]

  /// The log of a study, or an empty one where there is none that can be read: its steps are then made anew.
  package static func read(from path: String) -> RunLog {
    (try? JSONText.read(RunLog.self, from: path, madeBy: "run")) ?? RunLog()
  }

  package func write(to path: String) throws { try JSONText.write(self, to: path) }
}

extension RunLog.Machine {
  package static var current: RunLog.Machine {
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
