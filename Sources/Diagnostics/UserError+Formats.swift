/// Errors of the formats that come from other programs.
extension UserError {
  package static func parquetNeedsDuckDB(_ file: String) -> UserError {
    UserError(
      .badData, file: file, found: "a Parquet file, and no program duckdb on the search path",
      advice: "Install duckdb (https://duckdb.org), which reads such files for Kindred, or save the table as CSV.")
  }

  package static func unreadableParquet(_ file: String, reason: String) -> UserError {
    UserError(
      .badData, file: file, found: "duckdb cannot read it (\(shortened(reason, to: 200)))",
      expected: "a whole Parquet file",
      advice: "Save the table again, or as CSV.")
  }

  package static func unknownCompound(
    _ file: String, line: Int?, column: String, found: String, table: String
  ) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "\(shortened(found)), which is not in \(shown(table))",
      expected: "a compound with a structure", advice: "Add its row there, or take its measurements out.")
  }

  package static func unknownQualifier(_ file: String, line: Int?, column: String, found: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: shortened(found), expected: "=, <, >, <= or >=",
      advice: "Correct the cell, or leave it empty where the value was measured.")
  }
}
