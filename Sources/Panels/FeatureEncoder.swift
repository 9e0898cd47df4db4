internal import LinearAlgebra
internal import Tables

/// Turns columns into scaled features: numbers standardised, 0/1 left alone, categories one-hot, empty cells filled.
struct FeatureEncoder {
  /// 0/1 features with a smaller share of ones are stored as bits.
  static let sparseDensity = 0.25

  /// Rows of which one thread copies all features at a time.
  private static let blockRows = 1024

  let warnings: [PanelWarning]
  private let encoded: [ColumnEncoding.Feature]
  private let rowCount: Int
  private let threads: Int

  /// Encodes `columns` at `rows` of their table, which may repeat, on up to `threads` threads; `rows` are the rows of the
  /// panel.
  init(_ columns: [FeatureColumn], rows: [Int], threads: Int) {
    let isWhole = columns.allSatisfy { $0.column.count == rows.count } && rows.elementsEqual(rows.indices)
    var encodings = [ColumnEncoding?](repeating: nil, count: columns.count)
    encodings.withUnsafeMutableBufferPointer { slots in
      nonisolated(unsafe) let slots = slots
      parallelFor(columns.count, threads: threads) { index in
        slots[index] = ColumnEncoding(columns[index], rows: isWhole ? nil : rows)
      }
    }
    let found = zip(columns.map(\.column.name), encodings.compactMap(\.self))
    encoded = found.flatMap(\.1.features)
    warnings = Self.warnings(Array(found))
    rowCount = rows.count
    self.threads = threads
  }

  var names: [String] { encoded.map(\.name) }

  private static func warnings(_ encodings: [(name: String, encoding: ColumnEncoding)]) -> [PanelWarning] {
    var warnings: [PanelWarning] = []
    let imputed = encodings.filter { $0.encoding.imputed > 0 }
    if !imputed.isEmpty {
      warnings.append(.imputedCells(imputed.reduce(0) { $0 + $1.encoding.imputed }, columns: imputed.map(\.name)))
    }
    let constant = encodings.flatMap(\.encoding.features).filter(\.isConstant).map(\.name)
    if !constant.isEmpty { warnings.append(.constantFeatures(constant)) }
    let sentinels = encodings.flatMap { column in column.encoding.sentinels.map { (column.name, $0) } }
    if let first = sentinels.first {
      let columns = sentinels.map { PanelWarning.occurrences($1.value, $1.count, in: $0) }
      warnings.append(.sentinels(columns, example: first.1.value))
    }
    let extremes = encodings.compactMap { column in
      column.encoding.extreme.map { PanelWarning.occurrences($0.value, $0.count, in: column.name) }
    }
    if !extremes.isEmpty { warnings.append(.extremeValues(extremes, areTargets: false)) }
    return warnings
  }

  /// All features, sparse where all are 0/1 and few are 1.
  var features: Features {
    var ones = 0
    var isBinary = true
    for feature in encoded {
      guard case .bits(let bits) = feature.values else {
        isBinary = false
        break
      }
      ones += bits.count { $0 == 1 }
    }
    let density = Double(ones) / Double(max(1, rowCount * encoded.count))
    return isBinary && density < Self.sparseDensity ? .sparse(sparseMatrix(ones: ones)) : .dense(denseMatrix())
  }

  private func sparseMatrix(ones: Int) -> SparseBinaryMatrix {
    var starts = [0]
    starts.reserveCapacity(rowCount + 1)
    var indices: [Int32] = []
    indices.reserveCapacity(ones)
    let columns = encoded.map { feature -> [UInt8] in
      if case .bits(let bits) = feature.values { bits } else { [] }
    }
    for row in 0..<rowCount {
      for column in columns.indices where columns[column][row] == 1 { indices.append(Int32(column)) }
      starts.append(indices.count)
    }
    return SparseBinaryMatrix(rows: rowCount, columns: columns.count, starts: starts, indices: indices)
  }

  private func denseMatrix() -> Matrix<Float> {
    var matrix = Matrix<Float>(rows: rowCount, columns: encoded.count)
    let width = encoded.count
    matrix.elements.withUnsafeMutableBufferPointer { elements in
      nonisolated(unsafe) let elements = elements
      parallelFor((rowCount + Self.blockRows - 1) / Self.blockRows, threads: threads) { block in
        let rows = block * Self.blockRows..<min(rowCount, (block + 1) * Self.blockRows)
        for (column, feature) in encoded.enumerated() {
          switch feature.values {
          case .bits(let bits): for row in rows { elements[row &* width &+ column] = Float(bits[row]) }
          case .numbers(let numbers): for row in rows { elements[row &* width &+ column] = numbers[row] }
          }
        }
      }
    }
    return matrix
  }
}
