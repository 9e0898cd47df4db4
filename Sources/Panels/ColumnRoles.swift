internal import Diagnostics
internal import Molecules
internal import Tables

/// What each column of a panel's table is for.
struct ColumnRoles {
  var id: String?
  var smiles: [String] = []
  var task: String?
  var weight: String?
  var splits: String?
  var targets: [String] = []
  /// Whether the features are made from the molecules.
  private(set) var readsMolecules = false
  /// Columns to be features, in the order of the table; empty where a side table holds them or molecules are read.
  var features: [FeatureColumn] = []
  /// Columns that nobody asked to leave out and that are left out all the same.
  var leftOut: [PanelWarning] = []

  /// Beside SMILES, fewer features than this are hardly the molecules' descriptors.
  private static let descriptors = 50

  /// The columns that name what a row is about: the id, or else all SMILES columns.
  var identity: [String] { id.map { [$0] } ?? smiles }

  /// Finds the role of every column of `table`.
  ///
  /// - Throws: `UserError` where a named column is missing, no target can be known, or a feature holds stray text.
  init(of table: Table, options: PanelOptions) throws(UserError) {
    let names = table.columnNames
    for name in options.roleColumns {
      if table.column(name) == nil {
        throw UserError.missingColumn(table.file, name: name, columns: names)
      }
    }
    id = options.idColumn
    task = options.taskColumn
    weight = options.weightColumn
    splits = options.splitsColumn
    smiles = try Self.smilesColumns(of: table, options: options)
    let isIgnored = Self.matcher(options.ignoreColumns)
    let taken = Set(options.roleColumns).union(smiles)
    let untaken = names.filter { !taken.contains($0) && !table.isBlank($0) }
    let free = untaken.filter { !isIgnored($0) }
    let asked = try Self.match(options.targetColumns, in: untaken, table: table, flag: "--target-columns")
    let rest = free.filter { !asked.contains($0) }
    let sorter = ColumnSorter(table: table, options: options)
    readsMolecules = asksForMolecules(options, hasTargets: !asked.isEmpty, beside: rest, of: table)
    if options.features == nil, !readsMolecules {
      targets = free.filter(asked.contains)
      if targets.isEmpty { throw UserError.unknownTargets(table.file, columns: free, stacked: task != nil) }
      (features, leftOut) = try sorter.sort(rest)
      readsMolecules = features.isEmpty && !smiles.isEmpty
      let molecules = smiles + [id].compactMap { $0 }.filter(Self.isCalledSmiles)
      if !molecules.isEmpty, !readsMolecules, features.count < Self.descriptors {
        leftOut.append(.moleculesNotRead(molecules, features: features.map(\.column.name)))
      }
    } else {
      let candidates = asked.isEmpty ? try sorter.targets(among: rest) : []
      targets = asked.isEmpty ? candidates : free.filter(asked.contains)
      if targets.isEmpty || (task != nil && targets.count > 1 && asked.isEmpty) {
        throw UserError.unknownTargets(table.file, columns: free, stacked: task != nil)
      }
      let others = rest.filter { !targets.contains($0) }
      leftOut = sorter.besideFeatures(others, from: readsMolecules ? .molecules : .sideTable)
    }
    leftOut += table.doubts
    if let task, targets.count > 1 {
      throw UserError.severalStackedTargets(table.file, taskColumn: task, targets: targets)
    }
  }

  /// Whether features are to be made from the molecules: they are named, or a fingerprint is, no side table holds the
  /// features, and what stands beside them are not descriptors of theirs.
  private func asksForMolecules(
    _ options: PanelOptions, hasTargets: Bool, beside rest: [String], of table: Table
  ) -> Bool {
    guard options.features == nil, !smiles.isEmpty else { return false }
    if options.fingerprint != nil || options.largestFragment { return true }
    guard !options.smilesColumns.isEmpty else { return false }
    let numbers = rest.count { table.column($0).map { !$0.isText } ?? false }
    return hasTargets ? numbers == 0 || RDKit.isAvailable && numbers < Self.descriptors : true
  }

  /// Whether any of the patterns matches a name.
  static func matcher(_ patterns: [String]) -> (String) -> Bool {
    let globs = patterns.map(Glob.init)
    return { name in globs.contains { $0.matches(name) } }
  }

  /// The names that the patterns match; throws for a pattern that matches none.
  private static func match(
    _ patterns: [String], in names: [String], table: Table, flag: String
  ) throws(UserError) -> Set<String> {
    var matched: Set<String> = []
    for glob in patterns.map(Glob.init) {
      let found = names.filter(glob.matches)
      if found.isEmpty {
        throw UserError.noMatchingColumn(table.file, flag: flag, pattern: glob.pattern, columns: names)
      }
      matched.formUnion(found)
    }
    return matched
  }

  private static func smilesColumns(of table: Table, options: PanelOptions) throws(UserError) -> [String] {
    let free = table.columns.filter { !options.roleColumns.contains($0.name) }
    if !options.smilesColumns.isEmpty {
      let matched = try match(
        options.smilesColumns, in: table.columnNames, table: table, flag: "--smiles-columns")
      return free.map(\.name).filter(matched.contains)
    }
    return free.filter { $0.isText && isCalledSmiles($0.name) }.map(\.name)
  }

  private static func isCalledSmiles(_ name: String) -> Bool { name.lowercased().contains("smiles") }
}
