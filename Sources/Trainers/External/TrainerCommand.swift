public import Diagnostics
internal import Foundation

/// The words of a trainer's command: no shell reads them, and placeholders stand for what differs from call to call.
public struct TrainerCommand: Equatable, Sendable {
  /// The program, then its arguments; at least one.
  public let words: [String]

  /// - Throws: `UserError` without a word, with a placeholder that is not known, or with `{targets}` as a part of a word.
  public init(words: [String]) throws(UserError) {
    guard let program = words.first, !program.isEmpty else { throw UserError.noTrainerCommand() }
    for word in words {
      for match in word.matches(of: /\{([a-zA-Z_]+)\}/) {
        guard let placeholder = TrainerPlaceholder(rawValue: String(match.1)) else {
          throw UserError.unknownPlaceholder(String(match.0), in: word, known: TrainerPlaceholder.all)
        }
        if placeholder == .targets, word != placeholder.text { throw UserError.targetsInsideWord(word) }
      }
    }
    self.words = words
  }

  /// Takes a command apart as a shell would: spaces between words, quotes around them, backslashes before single characters;
  /// nothing else has a meaning.
  ///
  /// - Throws: `UserError` where a quote is never closed, and as `init(words:)` does.
  public init(_ text: String) throws(UserError) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var characters = text.makeIterator()
    while let character = characters.next() {
      if character == "\\", quote != "'" {
        guard let next = characters.next() else {
          throw UserError.unclosedCommand(text, found: "a backslash at its end")
        }
        word = (word ?? "") + (quote == nil || next == "\"" || next == "\\" ? String(next) : "\\" + String(next))
      } else if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { throw UserError.unclosedCommand(text, found: "a quote that is never closed") }
    try self.init(words: words + [word].compactMap(\.self))
  }

  /// The words of one call.
  func words(filledWith values: [TrainerPlaceholder: String], targets: [String]) -> [String] {
    words.flatMap { word in
      word == TrainerPlaceholder.targets.text
        ? targets
        : [
          word.replacing(/\{([a-zA-Z_]+)\}/) { match in
            TrainerPlaceholder(rawValue: String(match.1)).flatMap { values[$0] } ?? String(match.0)
          }
        ]
    }
  }

  /// The program as a path: found as a shell finds it.
  ///
  /// - Throws: `UserError` where it is not there or cannot be executed.
  package func executable(environment: [String: String] = ProcessInfo.processInfo.environment) throws(UserError)
    -> String
  {
    let program = words[0]
    if program.contains("/") {
      guard access(program, X_OK) == 0 else { throw UserError.noTrainerProgram(program, isPath: true) }
      return program
    }
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":", omittingEmptySubsequences: false)
    for folder in folders {
      let path = (folder.isEmpty ? "." : String(folder)) + "/" + program
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
        access(path, X_OK) == 0
      {
        return path
      }
    }
    throw UserError.noTrainerProgram(program, isPath: false)
  }
}
