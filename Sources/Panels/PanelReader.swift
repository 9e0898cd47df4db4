public import Diagnostics
internal import Tables

/// A panel that was read, and what was understood on the way.
public struct PanelReading: Sendable {
  /// The panel, checked and scaled.
  public let panel: Panel
  /// What `panel.json` holds and `kindred inspect` prints.
  public let summary: PanelSummary
}

/// Reads panels: wide, stacked or long; from one file or several; with features inside or in a side table.
public enum PanelReader {
  /// Reads, checks and scales a panel.
  ///
  /// - Parameters:
  ///   - files: CSV files, plain or gzip; several are outer-joined on the id column.
  ///   - options: what the columns are for.
  ///   - splits: how a study will split the rows; tasks that this leaves without a part are left out. nil asks nothing.
  ///   - threads: for the survey of the panel; the result does not depend on it.
  /// - Throws: `UserError` for whatever is wrong with the files or does not fit the options.
  /// - Complexity: O(cells), and O(tasks^2 rows / 64) for the overlaps.
  public static func read(
    files: [String], options: PanelOptions = PanelOptions(), splits: SplitSettings? = nil, threads: Int = 1
  ) throws(UserError) -> PanelReading {
    let table = try table(of: files, options: options)
    let roles = try ColumnRoles(of: table, options: options)
    let entities = try EntityIndex(of: table, by: roles.identity)
    let side: FeatureTable? =
      if let path = options.features {
        try FeatureTable(path, for: table, roles: roles, options: options)
      } else { nil }
    let columns = side?.columns ?? roles.features
    if columns.isEmpty { throw UserError.noFeatures(table.file, smiles: roles.smiles, columns: table.columnNames) }

    let isPivoted = roles.task != nil && side?.isKeyed == true
    var drafts = try TaskDrafts(of: table, roles: roles, entities: entities, pivoted: isPivoted)
    var checks = TaskChecks(file: table.file, options: options)
    checks.select(&drafts, roles: roles)
    let remainder = SplitRemainder(
      splits: try givenSplits(of: table, roles: roles, entities: entities, drafts: drafts),
      entities: drafts.sources.map { entities.entities[$0] })
    var tasks = try checks.check(&drafts, remainder: remainder, roles: roles)
    func assembled() throws(UserError) -> (Panel, FeatureEncoder) {
      let encoder = FeatureEncoder(columns, rows: drafts.sources.map { side?.rows[$0] ?? $0 })
      let (rowEntities, entityCount) = renumbered(drafts.sources.map { entities.entities[$0] })
      let panel = Panel(
        features: encoder.features, featureNames: encoder.names, tasks: tasks, layout: drafts.layout,
        entities: rowEntities, entityCount: entityCount,
        overlapIsKnown: drafts.layout == .wide || !roles.identity.isEmpty,
        givenSplits: try givenSplits(of: table, roles: roles, entities: entities, drafts: drafts))
      return (panel, encoder)
    }
    var (panel, encoder) = try assembled()
    while let splits, case let refused = SplitCheck(settings: splits).refusals(in: panel), !refused.isEmpty {
      tasks = try checks.leaveOut(refused, of: tasks, from: &drafts, roles: roles)
      (panel, encoder) = try assembled()
    }
    let warnings =
      missingTokens(of: columns.map(\.column) + roles.targets.compactMap(table.column))
      + roles.leftOut + (side?.warnings ?? []) + drafts.warnings + checks.warnings + encoder.warnings
      + PanelSurvey.warnings(of: panel, threads: threads)
    let missing = drafts.layout == .stacked ? drafts.tasks.map(\.missing) : nil
    let summary = PanelSummary(of: panel, files: files, missing: missing, warnings: warnings, threads: threads)
    return PanelReading(panel: panel, summary: summary)
  }

  private static func table(of files: [String], options: PanelOptions) throws(UserError) -> Table {
    let exact = Set([options.idColumn, options.taskColumn, options.splitsColumn].compactMap { $0 })
    let isText = ColumnRoles.matcher(options.smilesColumns + options.categoricalColumns)
    var tables: [Table] = []
    for file in files {
      tables.append(try Table.read(file, missing: options.missingTokens) { exact.contains($0) || isText($0) })
    }
    guard tables.count > 1 else {
      guard let table = tables.first else { throw UserError.noPanel }
      return table
    }
    if let task = options.taskColumn { throw UserError.severalStackedFiles(files, taskColumn: task) }
    guard let id = options.idColumn else {
      throw UserError.joinNeedsID(files, common: commonColumns(tables))
    }
    return try Table.outerJoin(tables, on: id)
  }

  /// What was read as empty though something is written there, in columns that are used.
  private static func missingTokens(of columns: [TableColumn]) -> [PanelWarning] {
    let spoken = columns.filter { !$0.isText && !$0.tokens.isEmpty }
    return spoken.isEmpty ? [] : [.missingTokens(spoken)]
  }

  private static func commonColumns(_ tables: [Table]) -> [String] {
    tables[0].columnNames.filter { name in tables.allSatisfy { $0.column(name) != nil } }
  }

  /// Numbers in order of first appearance, and how many there are.
  private static func renumbered(_ entities: [Int]) -> (entities: [Int], count: Int) {
    var index: [Int: Int] = [:]
    var numbers: [Int] = []
    numbers.reserveCapacity(entities.count)
    for entity in entities {
      let number = index[entity] ?? index.count
      index[entity] = number
      numbers.append(number)
    }
    return (numbers, index.count)
  }

  /// The splits that a column gives; in a pivoted panel a row is test where any of its measurements is.
  private static func givenSplits(
    of table: Table, roles: ColumnRoles, entities: EntityIndex, drafts: TaskDrafts
  ) throws(UserError) -> [GivenSplit]? {
    guard let name = roles.splits else { return nil }
    let column = try table.requiredColumn(name)
    var splits: [GivenSplit] = []
    for row in 0..<table.rowCount {
      guard let split = GivenSplit(spelling: column.text(row)) else {
        throw UserError.unknownSplit(table.file, line: table.line(row), column: name, found: column.text(row))
      }
      splits.append(split)
    }
    guard roles.task != nil, drafts.layout == .wide else { return drafts.sources.map { splits[$0] } }
    var held: Set<Int> = []
    for row in splits.indices where splits[row] == .test { held.insert(entities.entities[row]) }
    return drafts.sources.map { held.contains(entities.entities[$0]) ? .test : splits[$0] }
  }
}
