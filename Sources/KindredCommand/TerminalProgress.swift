import Dispatch
import Foundation
import Kindred
import Synchronization

/// Draws a step's progress on stderr: a bar on a terminal, a plain line every few seconds elsewhere. Also where a step says
/// nothing, no five seconds are silent.
final class TerminalProgress: ProgressReporter {
  private struct State {
    var step = ""
    var total = 0
    var done = 0
    var start = DispatchTime.now().uptimeNanoseconds
    var lastDrawn: UInt64 = 0
    var lineIsOpen = false
    var isRunning = false
  }

  private let state = Mutex(State())
  private let verbosity: Verbosity
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(verbosity: Verbosity) {
    self.verbosity = verbosity
    if verbosity != .quiet { beginPulse() }
  }

  /// Draws now and then from a thread of its own, as long as this object is there.
  private func beginPulse() {
    let pulse = Thread { [weak self] in
      while let progress = self { usleep(250_000); progress.pulse() }
    }
    pulse.stackSize = 1 << 19
    pulse.start()
  }

  private func pulse() {
    state.withLock { state in
      let now = DispatchTime.now().uptimeNanoseconds
      let pause: UInt64 = isTerminal ? 1_000_000_000 : 4_500_000_000
      if state.isRunning, now - state.lastDrawn > pause { draw(&state, now: now) }
    }
  }

  /// The work is over without a word about it.
  func stop() {
    state.withLock { state in
      closeLine(&state)
      state.isRunning = false
    }
  }

  func begin(_ step: String, total: Int) {
    state.withLock { state in
      closeLine(&state)
      state = State(step: step, total: total)
      state.lastDrawn = state.start
      state.isRunning = true
      if isTerminal { draw(&state, now: state.start) }
    }
  }

  func advance(by units: Int) {
    state.withLock { state in
      state.done += units
      let now = DispatchTime.now().uptimeNanoseconds
      if now - state.lastDrawn > (isTerminal ? 100_000_000 : 5_000_000_000) {
        draw(&state, now: now)
      }
    }
  }

  func end(_ summary: String) {
    guard verbosity != .quiet else { return }
    state.withLock { state in
      state.isRunning = false
      let step = state.step
      let took = Self.duration(DispatchTime.now().uptimeNanoseconds - state.start)
      closeLine(&state)
      Console.message("\(step): \(summary) (\(took))")
    }
  }

  func note(_ message: String) {
    guard verbosity != .quiet else { return }
    state.withLock { closeLine(&$0) }
    Console.message(message)
  }

  private func draw(_ state: inout State, now: UInt64) {
    state.lastDrawn = now
    guard verbosity != .quiet else { return }
    guard state.total > 0 else { return drawElapsed(&state, now: now) }
    let share = min(1, Double(state.done) / Double(state.total))
    let elapsed = now - state.start
    let left =
      share > 0.02
      ? ", about \(Self.duration(UInt64(Double(elapsed) * (1 - share) / share))) left" : ""
    if isTerminal {
      let filled = Int(share * 30)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
      let line = "\u{1B}[2K\r\(state.step) \(bar) \(state.done)/\(state.total)\(left)"
      Console.draw(line)
      state.lineIsOpen = true
    } else {
      Console.message("\(state.step): \(state.done) of \(state.total)\(left)")
    }
  }

  /// A step that does not say how far it is.
  private func drawElapsed(_ state: inout State, now: UInt64) {
    let elapsed = now - state.start
    if isTerminal {
      Console.draw("\u{1B}[2K\r\(state.step) ... \(Self.duration(elapsed))")
      state.lineIsOpen = true
    } else if elapsed > 1_000_000_000 {
      Console.message("\(state.step): at it for \(Self.duration(elapsed))")
    }
  }

  private func closeLine(_ state: inout State) {
    if state.lineIsOpen { Console.draw("\u{1B}[2K\r") }
    state.lineIsOpen = false
  }

  private static func duration(_ nanoseconds: UInt64) -> String {
    let seconds = Double(nanoseconds) * 1e-9
    if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
    if seconds < 120 { return "\(Int(seconds.rounded())) s" }
    return "\(Int((seconds / 60).rounded())) min"
  }
}

/// How much is said on stderr.
enum Verbosity { case quiet, normal, verbose }
