internal import Diagnostics
internal import Tables

/// A column that becomes one feature, or one a category.
struct FeatureColumn {
  let column: TableColumn
  let isCategorical: Bool
}

/// Tells features from names, ids and splits among columns that nobody has spoken for.
struct ColumnSorter {
  /// Text with more different values than this is taken for names unless `--categorical-columns` says otherwise.
  static let maximumCategories = 100

  let table: Table
  let options: PanelOptions

  /// Which columns are features, and why the others are not.
  func sort(_ names: [String]) throws(UserError) -> (features: [FeatureColumn], leftOut: [PanelWarning]) {
    let isCategorical = ColumnRoles.matcher(options.categoricalColumns)
    var features: [FeatureColumn] = []
    var identifiers: [String] = []
    var splits: [String] = []
    var labels: [String] = []
    for column in names.compactMap(table.column) {
      if isCategorical(column.name) {
        features.append(FeatureColumn(column: column, isCategorical: true))
      } else if Self.looksLikeIdentifier(column) {
        identifiers.append(column.name)
      } else if !column.isText {
        features.append(FeatureColumn(column: column, isCategorical: false))
      } else if Self.looksLikeSplit(column) {
        splits.append(column.name)
      } else if column.misfitCount < column.numberCount {
        _ = try table.numbers(of: column, categoriesAllowed: true)
      } else if Self.looksLikeNames(column) {
        labels.append(column.name)
      } else {
        features.append(FeatureColumn(column: column, isCategorical: true))
      }
    }
    var leftOut: [PanelWarning] = []
    if !identifiers.isEmpty { leftOut.append(.identifierColumns(identifiers)) }
    if !splits.isEmpty { leftOut.append(.splitColumns(splits)) }
    if !labels.isEmpty { leftOut.append(.nameColumns(labels)) }
    return (features, leftOut)
  }

  /// The columns of a panel whose features come from elsewhere that can only be targets: numbers that are no id.
  ///
  /// - Throws: `UserError` where a column holds numbers and stray text, which must not make it disappear.
  func targets(among names: [String]) throws(UserError) -> [String] {
    var targets: [String] = []
    for column in names.compactMap(table.column) where !Self.looksLikeIdentifier(column) && column.numberCount > 0 {
      if !column.isText {
        targets.append(column.name)
      } else if column.misfitCount < column.numberCount {
        _ = try table.numbers(of: column, categoriesAllowed: false)
      }
    }
    return targets
  }

  /// What the features are made from, where it is not the panel's own columns.
  enum Origin {
    case sideTable, molecules
  }

  /// Why columns of a panel whose features come from elsewhere are neither targets nor features.
  func besideFeatures(_ names: [String], from origin: Origin) -> [PanelWarning] {
    let words = names.filter { table.column($0)?.isText ?? false }
    let others = names.filter { !words.contains($0) }
    let example = words.first.flatMap { table.column($0)?.firstMisfit?.text }
    return (words.isEmpty ? [] : [.wordsBesideFeatures(words, example: example ?? "", from: origin)])
      + (others.isEmpty ? [] : [.besideFeatures(others, from: origin)])
  }

  /// Whether a column is called like an id, or counts the rows.
  static func looksLikeIdentifier(_ column: TableColumn) -> Bool {
    let name = column.name.lowercased()
    let certain: Set<String> = ["id", "ids", "index", "idx", "rowid", "row_id", "uid", "uuid", "column 1"]
    if certain.contains(name) { return true }
    if case .flags = column.cells { return false }
    let endings = ["_id", "-id", " id", "_cid", "_index"]
    if endings.contains(where: name.hasSuffix), hasOnlyDifferentCells(column) { return true }
    return countsRows(column)
  }

  /// Whether the cells are 0, 1, 2, ... or 1, 2, 3, ... in order, in at least ten rows.
  private static func countsRows(_ column: TableColumn) -> Bool {
    guard case .numbers(let numbers) = column.cells, numbers.count >= 10, numbers[0] == 0 || numbers[0] == 1 else {
      return false
    }
    return numbers.indices.allSatisfy { numbers[$0] == numbers[0] + Double($0) }
  }

  private static func hasOnlyDifferentCells(_ column: TableColumn) -> Bool {
    if let numbers = column.numbers { return Set(numbers).count == numbers.count }
    return Set((0..<column.count).map(column.text)).count == column.count
  }

  private static func looksLikeSplit(_ column: TableColumn) -> Bool {
    (0..<column.count).allSatisfy { column.isMissing($0) || GivenSplit(spelling: column.text($0)) != nil }
  }

  private static func looksLikeNames(_ column: TableColumn) -> Bool {
    var seen: Set<String> = []
    for row in 0..<column.count where !column.isMissing(row) { seen.insert(column.text(row)) }
    let written = column.count - column.missingCount
    return seen.count > maximumCategories || (seen.count == written && written > 10)
  }
}

extension Table {
  /// Whether a column has no name and nothing in it, as spreadsheets leave them.
  func isBlank(_ name: String) -> Bool {
    guard let column = column(name), column.missingCount == column.count else { return false }
    return name.hasPrefix("column ")
      && columnNames.indices.contains { name == "column \($0 + 1)" && columnNames[$0] == name }
  }

  /// What is odd about the table's columns, whatever they are for.
  var doubts: [PanelWarning] {
    let numbers = HeaderCheck.doubtfulNames(columnNames)
    let blank = columnNames.filter(isBlank)
    return (numbers.isEmpty ? [] : [.numericNames(numbers)]) + (blank.isEmpty ? [] : [.blankColumns(blank)])
  }
}

extension TableColumn {
  var isText: Bool {
    if case .text = cells { return true }
    return false
  }
}

extension GivenSplit {
  /// The split that a cell of a splits column names, in any case; nil for any other word.
  init?(spelling: String) {
    switch spelling.lowercased() {
    case "train", "training", "train_val": self = .train
    case "validation", "valid", "val", "dev": self = .validation
    case "test", "testing", "holdout": self = .test
    default: return nil
    }
  }
}
