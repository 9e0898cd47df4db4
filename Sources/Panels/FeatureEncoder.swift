internal import LinearAlgebra
internal import Tables

/// Turns columns into scaled features: numbers standardised, 0/1 left alone, categories one-hot, empty cells filled.
struct FeatureEncoder {
  /// 0/1 features with a smaller share of ones are stored as bits.
  static let sparseDensity = 0.25

  /// One feature over all rows: bits where every row is 0 or 1, else numbers.
  private enum Encoded {
    case bits([UInt8])
    case numbers([Float])
  }

  private(set) var names: [String] = []
  private(set) var warnings: [PanelWarning] = []
  private var encoded: [Encoded] = []
  private var constant: [String] = []
  private var imputed: (cells: Int, columns: [String]) = (0, [])
  private var sentinels: (value: Double, columns: [String])?
  private var extremes: [String] = []
  private let rows: [Int]

  /// Encodes `columns` at `rows` of their table, which may repeat; `rows` are the rows of the panel.
  init(_ columns: [FeatureColumn], rows: [Int]) {
    self.rows = rows
    for feature in columns {
      if feature.isCategorical {
        addCategories(feature.column)
      } else if case .flags(let flags) = feature.column.cells {
        addFlags(feature.column.name, rows.map { flags[$0] })
      } else if let numbers = feature.column.numbers {
        addNumbers(feature.column.name, rows.map { numbers[$0] })
      }
    }
    if imputed.cells > 0 { warnings.append(.imputedCells(imputed.cells, columns: imputed.columns)) }
    if !constant.isEmpty { warnings.append(.constantFeatures(constant)) }
    if let sentinels { warnings.append(.sentinels(sentinels.columns, example: sentinels.value)) }
    if !extremes.isEmpty { warnings.append(.extremeValues(extremes, areTargets: false)) }
  }

  /// All features, sparse where all are 0/1 and few are 1.
  var features: Features {
    var ones = 0
    var isBinary = true
    for feature in encoded {
      guard case .bits(let bits) = feature else {
        isBinary = false
        break
      }
      ones += bits.count { $0 == 1 }
    }
    let density = Double(ones) / Double(max(1, rows.count * encoded.count))
    return isBinary && density < Self.sparseDensity ? .sparse(sparseMatrix(ones: ones)) : .dense(denseMatrix())
  }

  private mutating func addFlags(_ name: String, _ flags: [UInt8]) {
    let missing = flags.count { $0 == TableColumn.missingFlag }
    guard missing > 0, missing < flags.count else {
      let bits = missing == 0 ? flags : [UInt8](repeating: 0, count: flags.count)
      if missing > 0 { noteImputed(name, missing) }
      add(name, .bits(bits), isConstant: Set(bits).count < 2)
      return
    }
    noteImputed(name, missing)
    let ones = flags.count { $0 == 1 }
    let share = Float(Double(ones) / Double(flags.count - missing))
    if share == 0 || share == 1 {
      add(name, .bits([UInt8](repeating: UInt8(share), count: flags.count)), isConstant: true)
    } else {
      add(name, .numbers(flags.map { $0 == TableColumn.missingFlag ? share : Float($0) }), isConstant: false)
    }
  }

  private mutating func addNumbers(_ name: String, _ values: [Double]) {
    let missing = values.count { $0.isNaN }
    if missing > 0 { noteImputed(name, missing) }
    let (scaled, isConstant) = Standardisation.standardise(values)
    add(name, .numbers(scaled), isConstant: isConstant)
    let odd = OddValues.sentinels(in: values)
    if let first = odd.first {
      let columns = odd.map { PanelWarning.occurrences($0.value, $0.count, in: name) }
      sentinels = (sentinels?.value ?? first.value, (sentinels?.columns ?? []) + columns)
    } else if let extreme = OddValues.extremes(in: values) {
      extremes.append(PanelWarning.occurrences(extreme.value, extreme.count, in: name))
    }
  }

  /// One feature a category, in ascending order (by number where all are numbers); an empty cell is in none.
  private mutating func addCategories(_ column: TableColumn) {
    let cells = rows.map(column.text)
    let levels = Set(cells).subtracting([""]).sorted { a, b in
      if let x = Double(a), let y = Double(b), x != y { return x < y }
      return a < b
    }
    for level in levels {
      let bits: [UInt8] = cells.map { $0 == level ? 1 : 0 }
      add("\(column.name)=\(level)", .bits(bits), isConstant: levels.count == 1 && !cells.contains(""))
    }
  }

  private mutating func add(_ name: String, _ feature: Encoded, isConstant: Bool) {
    names.append(name)
    encoded.append(feature)
    if isConstant { constant.append(name) }
  }

  private mutating func noteImputed(_ name: String, _ cells: Int) {
    imputed.cells += cells
    imputed.columns.append(name)
  }

  private func sparseMatrix(ones: Int) -> SparseBinaryMatrix {
    var starts = [0]
    starts.reserveCapacity(rows.count + 1)
    var indices: [Int32] = []
    indices.reserveCapacity(ones)
    let columns = encoded.map { feature -> [UInt8] in
      if case .bits(let bits) = feature { bits } else { [] }
    }
    for row in rows.indices {
      for column in columns.indices where columns[column][row] == 1 { indices.append(Int32(column)) }
      starts.append(indices.count)
    }
    return SparseBinaryMatrix(rows: rows.count, columns: columns.count, starts: starts, indices: indices)
  }

  private func denseMatrix() -> Matrix<Float> {
    var matrix = Matrix<Float>(rows: rows.count, columns: encoded.count)
    let width = encoded.count
    matrix.elements.withUnsafeMutableBufferPointer { elements in
      for (column, feature) in encoded.enumerated() {
        switch feature {
        case .bits(let bits): for row in bits.indices { elements[row &* width &+ column] = Float(bits[row]) }
        case .numbers(let numbers): for row in numbers.indices { elements[row &* width &+ column] = numbers[row] }
        }
      }
    }
    return matrix
  }
}
