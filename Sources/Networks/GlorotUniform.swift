internal import LinearAlgebra

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
}
