/// Where one layer lies in the flat parameters: weights (inputs, stride) row-major, then biases (stride).
public struct ParameterLayer: Equatable, Sendable {
  /// What reports call the layer.
  public let name: String
  /// Rows of the weights.
  public let inputs: Int
  /// Numbers a row that are used.
  public let outputs: Int
  /// `outputs` rounded up to a multiple of 16; the rest of each row is 0.
  public let stride: Int
  /// Places in the flat parameters.
  public let weights: Range<Int>
  /// Places in the flat parameters, right behind the weights.
  public let biases: Range<Int>

  /// Weights and biases together.
  public var range: Range<Int> { weights.lowerBound..<biases.upperBound }

  /// A layer and where it lies.
  ///
  /// - Parameters:
  ///   - name: for people.
  ///   - inputs: numbers that come in.
  ///   - outputs: numbers that go out.
  ///   - start: where the layer begins: a multiple of 16, the end of the layer before it.
  public init(name: String, inputs: Int, outputs: Int, start: Int) {
    precondition(inputs >= 0 && outputs > 0 && start % 16 == 0, "a layer has outputs and begins at a vector")
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    stride = padded(outputs)
    weights = start..<start + inputs * stride
    biases = weights.upperBound..<weights.upperBound + stride
  }

  /// Layers of the given widths one behind the other, called `name`1, `name`2, ...
  public static func stack(_ name: String, inputs: Int, widths: [Int]) -> [ParameterLayer] {
    var (below, start) = (inputs, 0)
    return widths.enumerated().map { index, width in
      let layer = ParameterLayer(name: "\(name)\(index + 1)", inputs: below, outputs: width, start: start)
      (below, start) = (width, layer.range.upperBound)
      return layer
    }
  }
}
