/// Which encoders there are, by name: what trainers are given theirs from.
///
/// A new encoder of this package is a line in `standard`; one from outside is added to it.
public struct EncoderRegistry: Sendable {
  private var makers: [EncoderName: @Sendable () -> any Encoder]

  /// The encoders of this package.
  public static let standard = EncoderRegistry(makers: [.mlp: { MLPEncoder() }])

  private init(makers: [EncoderName: @Sendable () -> any Encoder]) { self.makers = makers }

  /// Sorted by what they are called.
  public var names: [EncoderName] { makers.keys.sorted { $0.rawValue < $1.rawValue } }

  /// These and one more, which takes the place of one with the same name.
  public func adding(_ name: EncoderName, _ make: @escaping @Sendable () -> any Encoder) -> EncoderRegistry {
    var result = self
    result.makers[name] = make
    return result
  }

  /// A new encoder; traps on a name that is not registered.
  public func makeEncoder(_ name: EncoderName) -> any Encoder {
    guard let make = makers[name] else { preconditionFailure("no encoder is registered as \(name.rawValue)") }
    return make()
  }
}
