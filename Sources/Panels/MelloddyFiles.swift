internal import Diagnostics
internal import Tables

/// The tables of MELLODDY-TUNER: T1 (`input_compound_id`, `input_assay_id`, `standard_qualifier`, `standard_value`), T2
/// (`input_compound_id`, `smiles`) and, where it is given, T0 (`input_assay_id`): one long table.
///
/// A qualifier `<` or `>` makes a bound of its value. T0 says which assays are meant: others are left out. Its thresholds are not
/// applied: values are learned as they are.
enum MelloddyFiles {
  static let (compound, assay, qualifier, value, smiles) = (
    "input_compound_id", "input_assay_id", "standard_qualifier", "standard_value", "smiles"
  )

  /// What keeps its spelling in these tables.
  static let texts: Set<String> = [compound, assay, qualifier]

  /// Puts the tables together; nil where they are not of this form.
  ///
  /// - Throws: `UserError` where a compound of T1 is not in T2, or a qualifier is none.
  static func long(_ tables: [Table], options: PanelOptions) throws(UserError) -> Table? {
    guard options.taskColumn == nil, let activities = tables.first(where: { has($0, [compound, assay, value]) }),
      let compounds = tables.first(where: { has($0, [compound, smiles]) && $0.column(value) == nil }),
      tables.count <= 3
    else { return nil }
    let others = tables.filter { $0.file != activities.file && $0.file != compounds.file }
    guard others.allSatisfy({ has($0, [assay]) }) else { return nil }
    let meant = try others.first.map { table throws(UserError) in Set(try table.texts(assay)) }
    let structures = try structures(of: compounds)
    let (names, assays) = (try activities.texts(compound), try activities.texts(assay))
    let rows = names.indices.filter { meant?.contains(assays[$0]) ?? true }
    for row in rows where structures[names[row]] == nil {
      throw UserError.unknownCompound(
        activities.file, line: activities.line(row), column: compound, found: names[row], table: compounds.file)
    }
    let values = try activities.numbers(of: activities.requiredColumn(value), categoriesAllowed: false)
    let sides = try sides(of: activities)
    let numbers = TableColumn(name: value, numbers: rows.map { values[$0] }, sides: rows.map { sides[$0] })
    return Table(
      file: activities.file,
      columns: [
        TableColumn(name: compound, texts: rows.map { names[$0] }),
        TableColumn(name: assay, texts: rows.map { assays[$0] }),
        TableColumn(name: smiles, texts: rows.map { structures[names[$0]] ?? "" }), numbers,
      ], lines: rows.map { activities.line($0) ?? 0 })
  }

  /// The options that read the long table.
  static func options(_ options: PanelOptions) -> PanelOptions {
    var options = options
    (options.taskColumn, options.targetColumns, options.idColumn) = (assay, [value], compound)
    options.smilesColumns = [smiles]
    return options
  }

  private static func has(_ table: Table, _ names: [String]) -> Bool { names.allSatisfy { table.column($0) != nil } }

  private static func structures(of table: Table) throws(UserError) -> [String: String] {
    var structures: [String: String] = [:]
    let (names, texts) = (try table.texts(compound), try table.texts(smiles))
    for row in names.indices {
      if let earlier = structures.updateValue(texts[row], forKey: names[row]), earlier != texts[row] {
        throw UserError.repeatedFeatures(
          table.file, line: table.line(row), column: compound, id: names[row], earlier: nil)
      }
    }
    return structures
  }

  private static func sides(of table: Table) throws(UserError) -> [Int8] {
    guard table.column(qualifier) != nil else { return [Int8](repeating: 0, count: table.rowCount) }
    var sides: [Int8] = []
    for (row, text) in try table.texts(qualifier).enumerated() {
      switch text {
      case ">", ">=": sides.append(1)
      case "<", "<=": sides.append(-1)
      case "=", "": sides.append(0)
      default:
        throw UserError.unknownQualifier(table.file, line: table.line(row), column: qualifier, found: text)
      }
    }
    return sides
  }
}
