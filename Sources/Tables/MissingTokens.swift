/// Spellings that say that nothing was measured, such as NA.
///
/// They count as empty in columns that hold nothing else but numbers; in a column of text they are text. Upper and lower
/// case are one. A token that is a number, such as -999, stands for every spelling of that number.
package struct MissingTokens: Equatable, Sendable {
  /// Only what is empty is missing.
  package static let none = MissingTokens(words: [], numbers: [])
  /// What programs write where nothing was measured: R, pandas, spreadsheets, databases, SAS, UCI tables.
  package static let usual = MissingTokens(
    words: [
      "na", "n/a", "nan", "-nan", "null", "none", "nil", "<na>", "#n/a", "#n/a n/a", "#na", "n.a.", "-", "--", ".", "?",
      "\u{2013}", "\u{2014}",
    ], numbers: [])

  private var words: Set<String>
  private var numbers: Set<Double>
  /// No longer cell can be one of the words.
  private var longestWord: Int

  private init(words: Set<String>, numbers: Set<Double>) {
    self.words = words
    self.numbers = numbers
    longestWord = words.map(\.utf8.count).max() ?? 0
  }

  /// These tokens and more.
  package func adding(_ tokens: [String]) -> MissingTokens {
    var result = self
    for token in tokens {
      if let number = Double(token), number.isFinite {
        result.numbers.insert(number)
      } else {
        result.words.insert(token.lowercased())
      }
    }
    return MissingTokens(words: result.words, numbers: result.numbers)
  }

  /// Whether 0 or 1 is among them, which the short way for columns of flags does not ask.
  var holdFlags: Bool { numbers.contains(0) || numbers.contains(1) }

  /// Whether any number is among them.
  var holdNumbers: Bool { !numbers.isEmpty }

  func contains(_ number: Double) -> Bool { !numbers.isEmpty && numbers.contains(number) }

  /// Whether a cell that is no number is one of them.
  func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count <= longestWord && words.contains(String(decoding: cell, as: UTF8.self).lowercased())
  }
}
