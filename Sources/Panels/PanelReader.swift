public import Diagnostics
internal import Tables

/// A panel that was read, and what was understood on the way.
public struct PanelReading: Sendable {
  /// The panel, checked and scaled.
  public let panel: Panel
  /// What `panel.json` holds and `kindred inspect` prints.
  public let summary: PanelSummary
  /// Rows that were left out because they name no molecule; empty where no molecules were read.
  public let skipped: [SkippedRow]
}

/// Reads panels: wide, stacked or long; from one file or several; with features inside, in a side table, or made from
/// molecules.
public enum PanelReader {
  /// Reads, checks and scales a panel.
  ///
  /// - Parameters:
  ///   - files: CSV files, plain or gzip; several are outer-joined on the id column.
  ///   - options: what the columns are for.
  ///   - splits: how a study will split the rows; tasks that this leaves without a part are left out. nil asks nothing.
  ///   - threads: for molecules and the survey of the panel; the result does not depend on it.
  ///   - cache: a file that keeps the molecules once they are read; nil keeps nothing.
  /// - Throws: `UserError` for whatever is wrong with the files or does not fit the options.
  /// - Complexity: O(cells), O(tasks^2 rows / 64) for the overlaps, and some .5 ms a molecule where SMILES are read.
  public static func read(
    files: [String], options: PanelOptions = PanelOptions(), splits: SplitSettings? = nil, threads: Int = 1,
    cache: String? = nil
  ) throws(UserError) -> PanelReading {
    let (whole, options, words) = try input(of: files, options: options, threads: threads)
    let roles = try ColumnRoles(of: whole, options: options)
    let molecules =
      roles.readsMolecules
      ? try MoleculeColumn(of: whole, roles: roles, options: options, threads: threads, cache: cache) : nil
    if molecules == nil, options.fingerprint != nil || options.largestFragment {
      throw UserError.nothingReadsMolecules(whole.file, besideSideTable: options.features != nil)
    }
    let table = molecules?.table ?? whole
    let entities =
      if let molecules {
        try EntityIndex(of: table, molecules: molecules.rows, id: roles.id)
      } else {
        try EntityIndex(of: table, by: roles.identity)
      }
    let side = try options.features.map { path throws(UserError) in
      try FeatureTable(path, for: table, roles: roles, options: options, threads: threads)
    }
    let source = try FeatureSource(roles: roles, side: side, molecules: molecules, table: table)
    let isPivoted = roles.task != nil && (side?.isKeyed == true || molecules != nil)
    var drafts = try TaskDrafts(of: table, roles: roles, entities: entities, pivoted: isPivoted)
    var checks = TaskChecks(file: table.file, options: options)
    let (panel, encoded) = try assemble(
      &drafts, &checks, of: table, roles: roles, entities: entities, source: source, splits: splits,
      threads: threads)

    var warnings = words + missingTokens(of: source.columns + roles.targets.compactMap(table.column))
    warnings += molecules?.warnings ?? []
    warnings += roles.leftOut + (side?.warnings ?? [])
    warnings += repeats(in: drafts, checks, isMolecular: molecules != nil, policy: options.duplicates)
    warnings += checks.warnings + encoded.warnings + PanelSurvey.warnings(of: panel, threads: threads)
    let missing = drafts.layout == .stacked ? drafts.tasks.map(\.missing) : nil
    var summary = PanelSummary(of: panel, files: files, missing: missing, warnings: warnings, threads: threads)
    summary.molecules = molecules?.summary
    if let splits, let rows = panel.inputs.molecules {
      summary.molecules?.neighbours = NeighbourShare(of: panel, molecules: rows, splits: splits, threads: threads)
      summary.molecules?.nearest = MoleculeSummary.nearest(rows, in: panel, threads: threads)
    }
    summary.repeated = checks.repeated.pairs > 0 ? checks.repeated : nil
    return PanelReading(panel: panel, summary: summary, skipped: molecules?.skipped ?? [])
  }

  /// Checks the tasks, and makes the panel of those that can be learned, verified and split.
  private static func assemble(
    _ drafts: inout TaskDrafts, _ checks: inout TaskChecks, of table: Table, roles: ColumnRoles, entities: EntityIndex,
    source: FeatureSource, splits: SplitSettings?, threads: Int
  ) throws(UserError) -> (panel: Panel, encoded: FeatureSource.Encoded) {
    checks.select(&drafts, roles: roles)
    let remainder = SplitRemainder(
      splits: try givenSplits(of: table, roles: roles, entities: entities, drafts: drafts),
      entities: drafts.sources.map { entities.entities[$0] })
    let clusters = try SplitClusters(of: table, molecules: source.molecules, options: checks.options)
    let times = try checks.options.timeColumn.map { name throws(UserError) in try RowTimes(of: table, column: name) }
    var tasks = try checks.check(&drafts, remainder: remainder, roles: roles)
    try checks.refuseRepeats(lines: table.line)
    while true {
      let encoded = source.encoded(at: drafts.sources, threads: threads)
      let (rowEntities, entityCount) = EntityIndex.renumbered(drafts.sources.map { entities.entities[$0] })
      var panel = Panel(
        features: encoded.features, featureNames: encoded.names, tasks: tasks, layout: drafts.layout,
        entities: rowEntities, entityCount: entityCount,
        overlapIsKnown: drafts.layout == .wide || !roles.identity.isEmpty,
        givenSplits: try givenSplits(of: table, roles: roles, entities: entities, drafts: drafts))
      if let molecules = source.molecules { panel = panel.with(molecules.rowMolecules(at: drafts.sources)) }
      if let clusters { panel = panel.keepingTogether(drafts.sources.map { clusters.clusters[$0] }) }
      if let times { panel = panel.split(by: drafts.sources.map { times.values[$0] }) }
      let refused = splits.map { SplitCheck(settings: $0).refusals(in: panel) } ?? []
      if refused.isEmpty { return (panel, encoded) }
      tasks = try checks.leaveOut(refused, of: tasks, from: &drafts, roles: roles)
    }
  }

  /// What is said of several measurements of one task on one entity.
  private static func repeats(
    in drafts: TaskDrafts, _ checks: TaskChecks, isMolecular: Bool, policy: DuplicatePolicy
  ) -> [PanelWarning] {
    guard isMolecular || policy != .keep, checks.repeated.pairs > 0 else { return drafts.warnings }
    return drafts.warnings.filter { $0.kind != .repeatedMeasurements } + [.repeated(checks.repeated, policy: policy)]
  }

  /// The panel's table with classes as 0 and 1 and bounds as numbers with a side, the options that read it, and what was done.
  private static func input(
    of files: [String], options: PanelOptions, threads: Int
  ) throws(UserError) -> (table: Table, options: PanelOptions, warnings: [PanelWarning]) {
    var (table, options) = try table(of: files, options: options, threads: threads)
    if let path = options.splitsFile {
      table = try SplitsFile.adding(path, to: table)
      options.splitsColumn = SplitsFile.column
    }
    let isNamed = ColumnRoles.matcher(options.targetColumns)
    let isOther = ColumnRoles.matcher(options.smilesColumns + options.categoricalColumns + options.ignoreColumns)
    // Elsewhere a word for a number is a mistake that has to be told.
    let isClass = ColumnRoles.matcher(options.classification)
    let (read, columns) = ClassWords.read(table) { name in
      let isMeant = !options.smilesColumns.isEmpty || isClass(name)
      return isMeant && !options.roleColumns.contains(name) && !isOther(name)
        && (options.targetColumns.isEmpty || isNamed(name))
    }
    let bounded = BoundedTargets.read(read) { name in
      let isMeant = options.targetColumns.isEmpty ? !options.smilesColumns.isEmpty : isNamed(name)
      return isMeant && !options.roleColumns.contains(name) && !isOther(name)
    }
    return (bounded, options, columns.isEmpty ? [] : [.classWords(columns)])
  }

  private static func table(
    of files: [String], options: PanelOptions, threads: Int
  ) throws(UserError) -> (table: Table, options: PanelOptions) {
    let exact = MelloddyFiles.texts.union(
      [options.idColumn, options.taskColumn, options.splitsColumn, options.clusterColumn].compactMap { $0 })
    let isText = ColumnRoles.matcher(options.smilesColumns + options.categoricalColumns)
    var tables: [Table] = []
    for file in files {
      tables.append(
        try isArray(file)
          ? Table.readArray(file, prefix: "task", absentIsMissing: true)
          : Table.read(file, missing: options.missingTokens, threads: threads) { exact.contains($0) || isText($0) })
    }
    guard tables.count > 1 else {
      guard let table = tables.first else { throw UserError.noPanel }
      return (table, options)
    }
    if let table = try MelloddyFiles.long(tables, options: options) { return (table, MelloddyFiles.options(options)) }
    if let table = try TaskFiles.stacked(tables, options: options) { return (table, TaskFiles.options(options)) }
    if let task = options.taskColumn { throw UserError.severalStackedFiles(files, taskColumn: task) }
    guard let id = options.idColumn else {
      throw UserError.joinNeedsID(files, common: commonColumns(tables))
    }
    return (try Table.outerJoin(tables, on: id), options)
  }

  /// Whether a file holds targets as an array: a column a task, `task0`, `task1`, ...
  private static func isArray(_ path: String) -> Bool { path.hasSuffix(".npy") || path.hasSuffix(".npz") }

  /// What was read as empty though something is written there, in columns that are used.
  private static func missingTokens(of columns: [TableColumn]) -> [PanelWarning] {
    let spoken = columns.filter { !$0.isText && !$0.tokens.isEmpty }
    return spoken.isEmpty ? [] : [.missingTokens(spoken)]
  }

  private static func commonColumns(_ tables: [Table]) -> [String] {
    tables[0].columnNames.filter { name in tables.allSatisfy { $0.column(name) != nil } }
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
