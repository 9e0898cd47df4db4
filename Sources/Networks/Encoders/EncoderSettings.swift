/// Which encoder the tasks share, and its shape.
public struct EncoderSettings: Codable, Equatable, Sendable {
  /// The kind of encoder.
  public var name: EncoderName
  /// Widths of the shared layers, input side first; at least one, and the last is the representation's.
  public var widths: [Int]

  /// By default an MLP with two layers.
  public init(name: EncoderName = .mlp, widths: [Int] = [64, 32]) {
    self.name = name
    self.widths = widths
  }
}
