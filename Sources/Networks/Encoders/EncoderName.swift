/// What an encoder is called in settings, protocol hashes and on the command line.
///
/// Open, so that an encoder from outside has a name of its own.
public struct EncoderName: RawRepresentable, Hashable, Codable, Sendable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  /// `MLPEncoder`
  public static let mlp = EncoderName(rawValue: "mlp")
}
