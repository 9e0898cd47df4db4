public import LinearAlgebra
public import Panels

/// What turns the rows of a batch into the representation z that the heads read: an MLP, a graph network.
///
/// What a row is, is the encoder's business; callers name rows by number. All shapes are (lanes, stride): lane k of a
/// batch is its k-th row, and the floats from `width` to `stride` (a multiple of 16) of every lane are 0.
///
/// `EncoderBattery` (KindredTestSupport) checks what is promised here.
public protocol Encoder: AnyObject {
  /// Numbers in a row's representation.
  var width: Int { get }
  /// Floats from one lane of z to the next.
  var stride: Int { get }
  /// All parameters, layer after layer. Padding is 0 and its gradient too. Call `parametersChanged` after a change.
  var parameters: FloatBuffer { get }
  /// Where each layer's parameters lie, input side first.
  var layers: [ParameterLayer] { get }
  /// z of the last forward pass: (lanes, stride), overwritten by the next. The same buffer from one `configure` to the next.
  var representation: FloatBuffer { get }

  /// Takes over the rows that will be asked for, and the shape; parameters become 0.
  ///
  /// - Parameters:
  ///   - inputs: all rows of the panel, as encoders see them.
  ///   - rows: rows of `inputs`; from here on row k means `rows[k]`.
  ///   - settings: the shape; `name` is this encoder's.
  func configure(inputs: PanelInputs, rows: [Int], settings: EncoderSettings)

  /// Draws new weights and forgets the old.
  func initialise(from stream: RandomStream)

  /// Must be called after `parameters` was written to from outside.
  func parametersChanged()

  /// What the next forward passes drop; nil, as after `configure`: nothing. The backward passes follow the last forward
  /// pass.
  var dropout: Dropout? { get set }

  /// Computes the representation of the rows, of which there may be none, and keeps what `backward` needs.
  func forward(_ rows: UnsafeBufferPointer<Int32>)

  /// The gradient of the parameters from dL/dz (lanes, stride) of the last forward pass; any number of times a forward.
  ///
  /// `gradient` has the shape of `parameters` and is overwritten, or added to where `accumulate`.
  func backward(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool)

  /// `backward`, for the only time after this forward pass, and one step of the optimiser, if there is one, with what
  /// `gradient` then holds.
  ///
  /// Free to fuse both and to overwrite `representation`; after a step `gradient` is undefined.
  func backwardOnce(_ delta: FloatBuffer, gradient: FloatBuffer, accumulate: Bool, optimiser: Adam?)
}

extension Encoder {
  /// `backward`, then the optimiser's step and `parametersChanged`: what an encoder does that fuses nothing.
  public func backwardOnce(_ delta: FloatBuffer, gradient: FloatBuffer, accumulate: Bool, optimiser: Adam?) {
    backward(delta, into: gradient, accumulate: accumulate)
    guard let optimiser else { return }
    optimiser.step(parameters, gradient: gradient)
    parametersChanged()
  }
}
