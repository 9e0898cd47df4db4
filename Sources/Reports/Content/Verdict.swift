/// What to do, and why, in words.
public struct Verdict: Equatable, Sendable {
  /// The recommendation in one sentence.
  public var headline: String
  /// The reasons, in the order: labels, predictor, choice, verification.
  public var sentences: [String]

  public init(headline: String, sentences: [String]) {
    self.headline = headline
    self.sentences = sentences
  }

  /// Headline and sentences, one a line, for the terminal.
  public var text: String { ([headline] + sentences).joined(separator: "\n") + "\n" }
}
