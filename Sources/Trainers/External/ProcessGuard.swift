internal import Diagnostics
internal import Foundation
internal import Synchronization

/// A shell that outlives this process and then ends the process groups it was told of, so that killing Kindred, in whatever
/// way, leaves no trainer running.
///
/// It reads `+ GROUP` and `- GROUP` from a pipe. A trainer's launcher writes the first itself before it becomes the trainer, and holds
/// the pipe until then: the guard cannot see the pipe's end before it knows of the group.
final class ProcessGuard: Sendable {
  private struct State {
    /// The writing end of the pipe; -1 before the first trainer.
    var pipe: CInt = -1
    var process: pid_t = 0
  }

  private let state = Mutex(State())

  /// Where a launcher writes to; starts the guard when first asked for.
  ///
  /// - Throws: `UserError` where no process can be started.
  func pipe() throws(UserError) -> CInt {
    let result: Result<CInt, UserError> = state.withLock { state in
      if state.pipe >= 0 { return .success(state.pipe) }
      var ends: [CInt] = [0, 0]
      guard Foundation.pipe(&ends) == 0 else { return .failure(.cannotStartTrainer(reason: Self.reason(errno))) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      var launch = ProcessLaunch(words: ["/bin/sh", "-c", Self.script])
      launch.connect(ends[0], to: 0)
      launch.open("/dev/null", flags: O_WRONLY, as: 1)
      launch.open("/dev/null", flags: O_WRONLY, as: 2)
      let started = launch.start()
      close(ends[0])
      guard case .success(let process) = started else {
        close(ends[1])
        return started.flatMap { _ in .success(-1) }
      }
      (state.pipe, state.process) = (ends[1], process)
      return .success(ends[1])
    }
    return try result.get()
  }

  /// Tells the guard that a group has ended.
  func forget(_ group: pid_t) {
    let line = Array("- \(group)\n".utf8)
    state.withLock { state in _ = write(state.pipe, line, line.count) }
  }

  deinit {
    state.withLock { state in
      guard state.pipe >= 0 else { return }
      close(state.pipe)
      waitpid(state.process, nil, 0)
    }
  }

  private static func reason(_ code: CInt) -> String { String(cString: strerror(code)) }

  private static let script = """
    trap '' INT TERM HUP USR1 USR2
    groups=' '
    while read -r sign group; do
      case $sign in
        +) groups="$groups$group " ;;
        -) case $groups in *" $group "*) groups="${groups%% $group *} ${groups#* $group }" ;; esac ;;
      esac
    done
    for group in $groups; do kill -s TERM -- "-$group"; done
    case $groups in *[0-9]*) sleep 0.7 ;; esac
    for group in $groups; do kill -s KILL -- "-$group"; done
    """
}
