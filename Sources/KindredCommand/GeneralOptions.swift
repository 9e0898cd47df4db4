import ArgumentParser
import Foundation
import Kindred

/// Options that every command takes.
struct GeneralOptions: ParsableArguments {
  @Option(help: "Threads to use; results do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "The most memory to take, such as 800M or 4G (default: what is free).")
  var maxMemory: MemorySize?

  @Flag(name: [.customShort("v"), .long], help: "Say more on stderr.")
  var verbose = false

  @Flag(name: [.customShort("q"), .long], help: "Say nothing on stderr but errors.")
  var quiet = false

  @Flag(help: "Print a machine-readable answer on stdout.")
  var json = false

  static let threadRange = 1...4096

  var verbosity: Verbosity { quiet ? .quiet : verbose ? .verbose : .normal }

  func validate() throws {
    guard Self.threadRange.contains(threads) else {
      throw ValidationError("--threads is \(threads); expected 1 to \(Self.threadRange.upperBound).")
    }
    guard !(quiet && verbose) else {
      throw ValidationError("--quiet and --verbose exclude each other.")
    }
  }
}
