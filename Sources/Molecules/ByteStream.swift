/// A sum over words that tells whether bytes are the same: FNV-1a 64 with eight bytes a step.
struct WordSum {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ word: UInt64) { value = (value ^ word) &* 0x0000_0100_0000_01B3 }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    add(UInt64(bytes.count))
    let words = bytes.count / 8
    for word in 0..<words { add(bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)) }
    for byte in bytes[(words * 8)...] { add(UInt64(byte)) }
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }
}

/// Arrays of plain values behind one another, each after its count, and a sum over all at the end.
struct ByteWriter {
  private var bytes: [UInt8] = []

  mutating func append<Element: BitwiseCopyable>(_ elements: [Element]) {
    withUnsafeBytes(of: UInt64(elements.count)) { bytes.append(contentsOf: $0) }
    elements.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func append(texts: [String]) {
    append(texts.map { UInt32($0.utf8.count) })
    var joined: [UInt8] = []
    for text in texts { joined.append(contentsOf: text.utf8) }
    append(joined)
  }

  /// All bytes, with their sum.
  consuming func closed() -> [UInt8] {
    var sum = WordSum()
    bytes.withUnsafeBytes { sum.add($0) }
    withUnsafeBytes(of: sum.value) { bytes.append(contentsOf: $0) }
    return bytes
  }
}

/// Reads what `ByteWriter` wrote.
struct ByteReader {
  private let bytes: [UInt8]
  private var place = 0
  private let end: Int

  /// nil where the sum is not that of the bytes.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    end = bytes.count - 8
    var sum = WordSum()
    let end = end
    let stored = bytes.withUnsafeBytes { all in
      sum.add(UnsafeRawBufferPointer(rebasing: all[..<end]))
      return all.loadUnaligned(fromByteOffset: end, as: UInt64.self)
    }
    guard stored == sum.value else { return nil }
    self.bytes = bytes
  }

  /// The next array; nil where the bytes end before it.
  mutating func array<Element: BitwiseCopyable>(of type: Element.Type) -> [Element]? {
    guard end - place >= 8 else { return nil }
    let count = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
    place += 8
    let stride = MemoryLayout<Element>.stride
    guard count <= UInt64(end - place) / UInt64(stride) else { return nil }
    let size = Int(count) * stride
    defer { place += size }
    return [Element](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[place..<place + size]))
      }
      filled = Int(count)
    }
  }

  mutating func texts() -> [String]? {
    guard let sizes = array(of: UInt32.self), let joined = array(of: UInt8.self) else { return nil }
    var texts: [String] = []
    texts.reserveCapacity(sizes.count)
    var begin = 0
    for size in sizes {
      let next = begin + Int(size)
      guard next <= joined.count else { return nil }
      texts.append(String(decoding: joined[begin..<next], as: UTF8.self))
      begin = next
    }
    return texts
  }
}
