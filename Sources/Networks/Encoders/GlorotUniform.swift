public import LinearAlgebra

extension FloatBuffer {
  /// Fills an (inputs, outputs) block with uniform numbers in +-sqrt(6 / (inputs + outputs)).
  ///
  /// Row i of the block starts at `start + i * stride`. Source: Glorot & Bengio 2010, equation 16.
  func fillGlorotUniform(start: Int, inputs: Int, outputs: Int, stride: Int, from stream: RandomStream) {
    var stream = stream
    let limit = (6 / Double(inputs + outputs)).squareRoot()
    for input in 0..<inputs {
      let row = base + start + input * stride
      for output in 0..<outputs { row[output] = Float((2 * stream.uniform() - 1) * limit) }
    }
  }

  /// Draws the weights of a layer from uniform numbers in +-sqrt(6 / (inputs + outputs)); biases and padding stay.
  ///
  /// Source: Glorot & Bengio 2010, equation 16.
  public func fillGlorotUniform(_ layer: ParameterLayer, from stream: RandomStream) {
    precondition(layer.range.upperBound <= count, "a layer of another buffer")
    fillGlorotUniform(
      start: layer.weights.lowerBound, inputs: layer.inputs, outputs: layer.outputs, stride: layer.stride, from: stream)
  }
}
