import ArgumentParser
import Foundation
import Kindred

/// Options that every command takes.
struct GeneralOptions: ParsableArguments {
  @Option(help: "Threads to use; results do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(name: [.customShort("v"), .long], help: "Say more on stderr.")
  var verbose = false

  @Flag(name: [.customShort("q"), .long], help: "Say nothing on stderr but errors.")
  var quiet = false

  @Flag(help: "Print a machine-readable answer on stdout.")
  var json = false

  var verbosity: Verbosity { quiet ? .quiet : verbose ? .verbose : .normal }

  func validate() throws {
    guard threads >= 1 else {
      throw ValidationError("--threads is \(threads); expected 1 or more.")
    }
    guard !(quiet && verbose) else {
      throw ValidationError("--quiet and --verbose exclude each other.")
    }
  }
}
