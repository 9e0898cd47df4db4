/// What an encoder is called in settings, protocol hashes and on the command line.
///
/// Open, so that an encoder from outside has a name of its own.
public struct EncoderName: RawRepresentable, Hashable, Codable, Sendable {
  /// As it is written in settings and hashes.
  public let rawValue: String

  /// A name of any text.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// `MLPEncoder`
  public static let mlp = EncoderName(rawValue: "mlp")
}
