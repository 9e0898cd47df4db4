internal import Diagnostics
internal import LinearAlgebra
internal import Tables

/// The text of `relations.csv`: `task_a,task_b`, then a column a relation, a row a pair; NaN is an empty cell.
///
/// Numbers read back as the same values. Rows are put together in place, the rows of a few first tasks at a time, and a number
/// that stands in the row above is copied from there: relations of one task alone are most of the table.
struct RelationText: Sendable {
  /// Gives the values of the pairs (a, b) for b = a + 1, a + 2, ... to its second argument.
  typealias Rows = @Sendable (_ a: Int, (UnsafeBufferPointer<Double>) -> Void) -> Void

  /// The longest text of a number (`-2.2250738585072014e-308`), and its comma.
  private static let mostBytes = 25

  let header: [UInt8]
  private let width: Int
  private let taskCells: [[UInt8]]

  /// - Parameter header: the names of the columns of values.
  init(header: [String], taskNames: [String]) {
    self.header = CSVWriter(header: ["task_a", "task_b"] + header).bytes
    width = header.count
    taskCells = taskNames.map { CSVWriter(header: [$0]).bytes.dropLast() }
  }

  /// Replaces the content of a file; throws where it cannot be written, and leaves nothing behind.
  func write(to path: String, threads: Int, rows: @escaping Rows) throws(UserError) {
    let taskCount = taskCells.count
    // Some megabytes at a time.
    let step = max(threads, 20_000 / max(taskCount, 1))
    let text = TextAhead((taskCount + step - 1) / step, isAhead: threads > 1) { batch in
      parts(of: batch * step..<min(taskCount, (batch + 1) * step), threads: threads, rows: rows)
    }
    var isBegun = false
    try AtomicFile.write(to: path) {
      guard isBegun else {
        isBegun = true
        return header
      }
      return text.next()
    }
  }

  /// The rows of the pairs that some tasks come first in, those of each task apart.
  func parts(of range: Range<Int>, threads: Int, rows: @escaping Rows) -> [[UInt8]] {
    var parts = [[UInt8]](repeating: [], count: range.count)
    parts.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      parallelFor(range.count, threads: threads) { slots[$0] = text(of: range.lowerBound + $0, rows: rows) }
    }
    return parts
  }

  /// The rows of the pairs that task a comes first in.
  private func text(of a: Int, rows: Rows) -> [UInt8] {
    let others = taskCells[(a + 1)...]
    let names = others.reduce(0) { $0 + $1.count } + others.count * taskCells[a].count
    return [UInt8](unsafeUninitializedCapacity: names + others.count * (2 + width * Self.mostBytes)) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      var above = [(bits: UInt64, place: UnsafeMutablePointer<UInt8>, count: Int)](
        repeating: (Double.nan.bitPattern, start, 0), count: width)
      var next = start
      var b = a + 1
      rows(a) { values in
        next = Self.copy(taskCells[a], to: next)
        next = Self.byte(",", to: next)
        next = Self.copy(taskCells[b], to: next)
        for (column, value) in values.enumerated() {
          next = Self.byte(",", to: next)
          let place = next
          if above[column].bits == value.bitPattern {
            next.initialize(from: above[column].place, count: above[column].count)
            next += above[column].count
          } else {
            next += writeShortestText(value, to: next)
          }
          above[column] = (value.bitPattern, place, next - place)
        }
        next = Self.byte("\n", to: next)
        b += 1
      }
      count = next - start
    }
  }

  private static func copy(_ bytes: [UInt8], to place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    bytes.withUnsafeBufferPointer { if let start = $0.baseAddress { place.initialize(from: start, count: $0.count) } }
    return place + bytes.count
  }

  private static func byte(
    _ character: Unicode.Scalar, to place: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    place.initialize(to: UInt8(ascii: character))
    return place + 1
  }
}
