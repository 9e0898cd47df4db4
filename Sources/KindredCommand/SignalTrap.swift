import Dispatch
import Foundation
import Kindred

/// Raises an interruption on Ctrl-C, hang-up or termination, and on what schedulers send before a time limit (USR1, USR2); a second signal ends the program at once.
final class SignalTrap: @unchecked Sendable {
  /// The program's one trap, set when first used; signals belong to the process.
  static let shared = SignalTrap()

  let interruption = Interruption()
  private var sources: [any DispatchSourceSignal] = []

  private init() {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [interruption] in
        if interruption.isRaised { exit(Kindred.ExitCode.tryAgain.rawValue) }
        interruption.raise()
        Console.message("kindred: stopping after the jobs in flight; signal again to stop at once")
      }
      source.resume()
      sources.append(source)
    }
  }
}
