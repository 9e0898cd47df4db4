import Foundation
import Kindred

/// The two streams of the command line: data on stdout, everything else on stderr.
enum Console {
  /// Writes data for other programs, or the answer that was asked for; what would control a terminal is escaped.
  ///
  /// Ends the program where nobody can have it: without a word where the reader has gone, with 73 where the disk is full or
  /// the stream closed.
  static func print(_ text: String) {
    let text = UserError.escaped(text, keepsLines: true)
    let reason = StandardStreams.write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
    guard reason != 0 else { return }
    if reason == EPIPE { exit(Kindred.ExitCode.done.rawValue) }
    fail(.cannotWriteAnswer(reason: String(cString: strerror(reason))))
  }

  /// Writes a message; what would control a terminal is escaped. Where nobody can have it, nothing happens.
  static func message(_ text: String) {
    draw(UserError.escaped(text, keepsLines: true) + "\n")
  }

  /// Writes to the terminal as it is.
  static func draw(_ text: String) { _ = StandardStreams.write(text, to: STDERR_FILENO) }

  /// Prints the error and ends the program with its exit code.
  static func fail(_ error: UserError) -> Never {
    message("kindred: " + error.description)
    exit(error.exitCode.rawValue)
  }
}
