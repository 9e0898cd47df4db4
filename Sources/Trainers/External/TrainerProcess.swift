internal import Diagnostics
internal import Foundation

/// How a call of a trainer ended.
enum TrainerEnd: Equatable {
  case exited(CInt)
  case signalled(CInt)
  /// It was ended for taking too long.
  case timedOut
  /// It was ended as the run is to stop.
  case interrupted
}

/// One call of a trainer: a process group that is waited for, and that nothing is left of afterwards.
struct TrainerProcess {
  /// The program and its arguments.
  let words: [String]
  let environment: [String: String]
  /// Where what it says is added to.
  let log: String
  /// Seconds; nil for no limit.
  let timeout: Double?

  /// Seconds between asking a group to end and ending it.
  private static let grace = 1.0

  /// Tells the guard of its group, lets go of the pipe, and becomes the trainer.
  private static let launcher = #"echo "+ $$" >&3; exec 3>&-; exec "$@""#

  /// Runs the program to its end, or ends it.
  ///
  /// - Throws: `UserError` where it cannot be started.
  func run(under guardian: ProcessGuard, interruption: Interruption) throws(UserError) -> TrainerEnd {
    var launch = ProcessLaunch(words: ["/bin/sh", "-c", Self.launcher, "sh"] + words, environment: environment)
    launch.connect(try guardian.pipe(), to: 3)
    launch.open("/dev/null", flags: O_RDONLY, as: 0)
    launch.open(log, flags: O_WRONLY | O_CREAT | O_APPEND, as: 1)
    launch.connect(1, to: 2)
    let group = try launch.start().get()
    let early = wait(for: group, interruption: interruption)
    if early != nil {
      kill(-group, SIGTERM)
      _ = poll(group, until: Date() + Self.grace) { false }
    }
    // Whatever it left behind; its number is not given to anybody else before it is waited for.
    kill(-group, SIGKILL)
    guardian.forget(group)
    var status: CInt = 0
    while waitpid(group, &status, 0) < 0, errno == EINTR {}
    if let early { return early }
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
  }

  /// Waits for the program; why not any longer, where that comes first.
  private func wait(for process: pid_t, interruption: Interruption) -> TrainerEnd? {
    let deadline = timeout.map { Date() + $0 } ?? .distantFuture
    if poll(process, until: deadline, unless: { interruption.isRaised }) { return nil }
    return interruption.isRaised ? .interrupted : .timedOut
  }

  /// Whether the program has ended by itself before a moment, and before something else happened.
  ///
  /// Looks every half millisecond at first and ever more rarely, down to a hundred times a second, so that short calls are not
  /// made longer.
  private func poll(_ process: pid_t, until deadline: Date, unless isOver: () -> Bool) -> Bool {
    let start = Date()
    while true {
      var information = siginfo_t()
      if waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) != 0, errno != EINTR { return true }
      if information.si_signo != 0 { return true }
      let now = Date()
      if now >= deadline || isOver() { return false }
      usleep(UInt32(min(10_000, max(500, now.timeIntervalSince(start) * 50_000))))
    }
  }
}
