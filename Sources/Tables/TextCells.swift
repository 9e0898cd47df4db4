/// The cells of a text column, one after the other in one buffer of UTF-8.
package struct TextCells: Equatable, Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  package init() {}

  package init(_ texts: some Sequence<String>) {
    for var text in texts { text.withUTF8 { append($0) } }
  }

  package var count: Int { ends.count }

  /// The text of a cell; empty where nothing is written.
  package subscript(row: Int) -> String {
    String(decoding: bytes[start(row)..<ends[row]], as: UTF8.self)
  }

  package func isEmpty(_ row: Int) -> Bool { start(row) == ends[row] }

  /// Adds a cell; `text` must be UTF-8.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  /// Adds empty cells.
  mutating func appendEmpty(_ count: Int) {
    ends.append(contentsOf: repeatElement(bytes.count, count: count))
  }

  private func start(_ row: Int) -> Int { row == 0 ? 0 : ends[row - 1] }
}
