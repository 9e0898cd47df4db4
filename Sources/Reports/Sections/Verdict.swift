/// What to do, and why, in words.
package struct Verdict: Equatable, Sendable {
  /// The recommendation in one sentence.
  package var headline: String
  /// The reasons, in the order: labels, predictor, choice, verification.
  package var sentences: [String]

  package init(headline: String, sentences: [String]) {
    self.headline = headline
    self.sentences = sentences
  }

  /// Headline and sentences, one a line, for the terminal.
  package var text: String { ([headline] + sentences).joined(separator: "\n") + "\n" }
}
