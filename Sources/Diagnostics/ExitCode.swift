/// What `kindred` tells the shell (sysexits where one fits).
public enum ExitCode: Int32, Sendable {
  /// All went well.
  case done = 0
  /// The run itself failed.
  case failed = 1
  /// The command line does not make sense.
  case usage = 64
  /// The input is there but wrong.
  case badData = 65
  /// The input is not there.
  case noInput = 66
  /// A file or folder cannot be made or written.
  case cannotWrite = 73
  /// A shard was interrupted; the same command goes on where it stopped.
  case tryAgain = 75
}
