import Foundation
import Kindred

/// The two streams of the command line: data on stdout, everything else on stderr.
enum Console {
  /// Writes data for other programs, or the answer that was asked for; what would control a terminal is escaped.
  static func print(_ text: String) {
    let text = UserError.escaped(text, keepsLines: true)
    FileHandle.standardOutput.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
  }

  /// Writes a message; what would control a terminal is escaped.
  static func message(_ text: String) {
    FileHandle.standardError.write(Data((UserError.escaped(text, keepsLines: true) + "\n").utf8))
  }

  /// Prints the error and ends the program with its exit code.
  static func fail(_ error: UserError) -> Never {
    message("kindred: " + error.description)
    exit(error.exitCode.rawValue)
  }
}
