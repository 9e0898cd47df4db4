import Dispatch
import Foundation
import Kindred

/// Raises an interruption on Ctrl-C, hang-up or termination; a second signal ends the program at once.
final class SignalTrap {
  let interruption = Interruption()
  private var sources: [any DispatchSourceSignal] = []

  init() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
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
