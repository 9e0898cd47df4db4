/// A mistake of the user's, or of the world's, in words that end with what to do.
///
/// Every message of the project is worded by this type: the place (file, line, column), what was found, what was
/// expected, and the advice. The factories that word them are in `UserError+*.swift`, one file a module, all of them here.
/// A programmer's mistake is no `UserError`: it traps.
public struct UserError: Error, Equatable, Sendable {
  /// What the command line exits with: whether the input, the call or the machine is to be mended.
  public var exitCode: ExitCode
  /// The file as the user named it, if the mistake is in one.
  public var file: String?
  /// 1-based line in `file`, counted as an editor counts.
  public var line: Int?
  /// The column of a table, by its name or, without one, by its 1-based number.
  public var column: String?
  /// What is wrong, or was found.
  public var found: String
  /// What was expected instead.
  public var expected: String?
  /// What to do.
  public var advice: String

  /// An error of its parts, for the factories that word messages; leave out the place where the mistake is in no
  /// file.
  public init(
    _ exitCode: ExitCode, file: String? = nil, line: Int? = nil, column: String? = nil, found: String,
    expected: String? = nil, advice: String
  ) {
    self.exitCode = exitCode
    self.file = file
    self.line = line
    self.column = column
    self.found = found
    self.expected = expected
    self.advice = advice
  }
}

extension UserError: CustomStringConvertible {
  /// One message in one line: `file:line, column x: found; expected. Advice.`
  ///
  /// Names are cut at 200 characters, and what would control a terminal is escaped.
  public var description: String {
    var place = file.map { Self.shown($0, limit: 1000) } ?? ""
    if let line { place += place.isEmpty ? "line \(line)" : ":\(line)" }
    if let column { place += (place.isEmpty ? "" : ", ") + "column \(Self.shown(column))" }
    let middle = expected.map { "; expected \($0)" } ?? ""
    let text = Self.cut("\(found)\(middle). \(advice)")
    return Self.escaped(place.isEmpty ? text : "\(place): \(text)", keepsLines: false)
  }
}
