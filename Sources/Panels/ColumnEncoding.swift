internal import Tables

/// The features that one column becomes: numbers standardised, 0/1 left alone, categories one-hot, empty cells filled.
struct ColumnEncoding: Sendable {
  /// One feature over all rows: bits where every row is 0 or 1, else numbers.
  enum Values: Sendable {
    case bits([UInt8])
    case numbers([Float])
  }

  struct Feature: Sendable {
    let name: String
    let values: Values
    let isConstant: Bool
  }

  private(set) var features: [Feature] = []
  /// Empty cells that were filled.
  private(set) var imputed = 0
  /// Numbers that stand for something else, and how often.
  private(set) var sentinels: [(value: Double, count: Int)] = []
  private(set) var extreme: (value: Double, count: Int)?

  /// - Parameter rows: the rows of the column to encode, which may repeat; nil takes all in their order.
  init(_ feature: FeatureColumn, rows: [Int]?) {
    let column = feature.column
    if feature.isCategorical {
      addCategories(column, rows: rows ?? Array(0..<column.count))
    } else if case .flags(let flags) = column.cells {
      addFlags(column.name, rows.map { rows in rows.map { flags[$0] } } ?? flags)
    } else if case .numbers(let numbers) = column.cells {
      addNumbers(column.name, rows.map { rows in rows.map { numbers[$0] } } ?? numbers)
    }
  }

  private mutating func addFlags(_ name: String, _ flags: [UInt8]) {
    imputed = flags.count { $0 == TableColumn.missingFlag }
    guard imputed > 0, imputed < flags.count else {
      let bits = imputed == 0 ? flags : [UInt8](repeating: 0, count: flags.count)
      add(name, .bits(bits), isConstant: !(bits.contains(0) && bits.contains(1)))
      return
    }
    let ones = flags.count { $0 == 1 }
    let share = Float(Double(ones) / Double(flags.count - imputed))
    if share == 0 || share == 1 {
      add(name, .bits([UInt8](repeating: UInt8(share), count: flags.count)), isConstant: true)
    } else {
      add(name, .numbers(flags.map { $0 == TableColumn.missingFlag ? share : Float($0) }), isConstant: false)
    }
  }

  private mutating func addNumbers(_ name: String, _ values: [Double]) {
    imputed = values.count { $0.isNaN }
    let (scaled, isConstant) = Standardisation.standardise(values)
    add(name, .numbers(scaled), isConstant: isConstant)
    sentinels = OddValues.sentinels(in: values)
    if sentinels.isEmpty { extreme = OddValues.extremes(in: values) }
  }

  /// One feature a category, in ascending order (by number where all are numbers); an empty cell is in none.
  private mutating func addCategories(_ column: TableColumn, rows: [Int]) {
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

  private mutating func add(_ name: String, _ values: Values, isConstant: Bool) {
    features.append(Feature(name: name, values: values, isConstant: isConstant))
  }
}
