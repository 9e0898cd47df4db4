internal import LinearAlgebra

/// Memory for a kernel to work in: `count` elements, 64-byte aligned, freed with the object.
///
/// One thread uses it at a time; there are no bounds to check in the inner loops of C.
final class LaneBuffer<Element: BitwiseCopyable> {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(_ count: Int, filledWith value: Element) {
    self.count = count
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64)
    start = bytes.bindMemory(to: Element.self, capacity: count)
    start.initialize(repeating: value, count: count)
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }

  func fill(with value: Element) { start.update(repeating: value, count: count) }
}

extension LaneBuffer where Element == Double {
  /// A copy as a row-major matrix.
  func matrix(rows: Int, columns: Int) -> Matrix<Double> {
    Matrix(rows: rows, columns: columns, elements: Array(UnsafeBufferPointer(start: start, count: rows * columns)))
  }
}
