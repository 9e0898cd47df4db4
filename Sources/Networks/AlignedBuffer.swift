/// Numbers in memory that starts on a cache line and stays in place, for the kernels.
///
/// A class, so that it can be handed around without copies and reused from fit to fit: it grows and never shrinks.
/// Not safe to share between threads.
public final class AlignedBuffer<Element: BitwiseCopyable> {
  /// Elements in use.
  @exclusivity(unchecked) public private(set) var count = 0
  /// Unchecked, because a check costs more than most of the reads that it would guard, and nobody shares a buffer.
  @exclusivity(unchecked) private(set) var base: UnsafeMutablePointer<Element>
  private var capacity: Int

  /// A buffer of `count` elements of zero bits.
  public init(count: Int = 0) {
    capacity = max(count, 16)
    base = Self.allocate(capacity)
    resize(count)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    UnsafeMutableRawPointer.allocate(byteCount: capacity * MemoryLayout<Element>.stride, alignment: 64)
      .bindMemory(to: Element.self, capacity: capacity)
  }

  /// Sets the count and every element to zero bits; allocates only when more than ever before.
  public func resize(_ newCount: Int) {
    precondition(newCount >= 0, "a buffer has no negative size")
    if newCount > capacity {
      UnsafeMutableRawPointer(base).deallocate()
      capacity = newCount
      base = Self.allocate(newCount)
    }
    count = newCount
    clear()
  }

  /// Sets every element to zero bits.
  public func clear() { clear(first: count) }

  /// Sets the first elements to zero bits.
  func clear(first elements: Int) {
    precondition(elements <= count, "a buffer of \(count) has no \(elements) elements")
    UnsafeMutableRawPointer(base).initializeMemory(
      as: UInt8.self, repeating: 0, count: elements * MemoryLayout<Element>.stride)
  }

  /// An element; traps out of 0..<count.
  @inlinable
  public subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "index out of range")
      return element(index)
    }
    set {
      precondition(index >= 0 && index < count, "index out of range")
      setElement(index, newValue)
    }
  }

  @usableFromInline func element(_ index: Int) -> Element { base[index] }
  @usableFromInline func setElement(_ index: Int, _ value: Element) { base[index] = value }

  /// Reads the elements in place.
  public func withSpan<Result>(_ body: (Span<Element>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: base, count: count).span)
  }

  /// Changes the elements in place.
  public func withMutableSpan<Result>(_ body: (inout MutableSpan<Element>) -> Result) -> Result {
    var span = UnsafeMutableBufferPointer(start: base, count: count).mutableSpan
    return body(&span)
  }

  /// Copies all elements of a buffer with the same count.
  public func copy(from other: AlignedBuffer) {
    precondition(count == other.count, "buffers of \(count) and \(other.count) elements")
    base.update(from: other.base, count: count)
  }
}

/// Aligned single-precision numbers.
public typealias FloatBuffer = AlignedBuffer<Float>

/// The smallest multiple of 16 that is not below `count`: neurons fill whole vectors.
func padded(_ count: Int) -> Int { (count + 15) & ~15 }
