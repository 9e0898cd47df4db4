/// The rows of a batch where they lie in a buffer: (count, stride).
///
/// A view that does not keep the buffer alive and is void once it is resized.
public struct Lanes: BitwiseCopyable {
  let base: UnsafeMutablePointer<Float>
  /// Lane k is row `rows[k]` of the buffer; nil: row k.
  let rows: UnsafePointer<Int32>?
  /// Floats from one row of the buffer to the next.
  public let stride: Int
  /// Lanes; may be 0.
  public let count: Int

  /// The first `count` rows of a buffer.
  public init(_ buffer: FloatBuffer, stride: Int, count: Int) {
    precondition(stride >= 0 && count >= 0 && count * stride <= buffer.count, "lanes beyond the buffer")
    self.init(base: buffer.base, rows: nil, stride: stride, count: count)
  }

  /// The rows with the first `count` of some numbers, each below `buffer.count / stride`.
  public init(_ buffer: FloatBuffer, stride: Int, rows: AlignedBuffer<Int32>, count: Int) {
    precondition(stride >= 0 && count >= 0 && count <= rows.count, "more lanes than numbers")
    self.init(base: buffer.base, rows: UnsafePointer(rows.base), stride: stride, count: count)
  }

  init(base: UnsafeMutablePointer<Float>, rows: UnsafePointer<Int32>? = nil, stride: Int, count: Int) {
    self.base = base
    self.rows = rows
    self.stride = stride
    self.count = count
  }
}
