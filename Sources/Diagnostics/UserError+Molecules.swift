/// The words of the user's mistakes with molecules.
extension UserError {
  package static func moleculesNeedRDKit(_ file: String, columns: [String]) -> UserError {
    UserError(
      .badData, file: file, column: columns.first, found: "SMILES, which this build of Kindred cannot read",
      expected: "a build with RDKit",
      advice:
        "Build with `make build`, or install librdkit-dev and libboost-dev and build with `swift build -c release "
        + "--traits RDKit`; or give the molecules' fingerprints or descriptors with --features FILE.")
  }

  package static func nothingReadsMolecules(_ file: String, besideSideTable: Bool) -> UserError {
    UserError(
      .usage, file: file, found: "--fingerprint or --largest-fragment, and no molecules are read",
      expected: besideSideTable ? "features from molecules or from --features, not both" : "a column of SMILES",
      advice: besideSideTable ? "Leave one of them out." : "Name it with --smiles-columns.")
  }

  package static func severalMoleculeColumns(_ file: String, columns: [String]) -> UserError {
    UserError(
      .usage, file: file, found: "\(columns.count) columns of SMILES: \(abbreviatedList(columns))",
      expected: "one that features are made from",
      advice: "Name one with --smiles-columns, or give the features with --features FILE.")
  }

  package static func unreadableMolecules(
    _ file: String, line: Int?, column: String, count: Int, of rows: Int, example: String, reason: String
  ) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column,
      found: "\(count) of \(rows) cells are no molecules, the first of them \(shortened(example)): \(reason)",
      expected: "SMILES in most of them", advice: "Name the column that holds SMILES with --smiles-columns.")
  }

  package static func twoClusterings(_ file: String) -> UserError {
    UserError(
      .usage, file: file, found: "--cluster-column and --scaffold-folds", expected: "one of them",
      advice: "Leave one of them out.")
  }

  package static func scaffoldsNeedMolecules(_ file: String) -> UserError {
    UserError(
      .usage, file: file, found: "--scaffold-folds, and no molecules are read",
      advice:
        "Name the column of SMILES with --smiles-columns and leave --features out, or name a column of scaffolds with "
        + "--cluster-column.")
  }

  package static func tooFewClusters(_ file: String, column: String?, found: Int, needed: Int) -> UserError {
    UserError(
      .badData, file: file, column: column, found: "\(found) \(column == nil ? "scaffolds" : "clusters")",
      expected: "at least \(needed) to make folds of",
      advice: column == nil
        ? "Leave --scaffold-folds out." : "Name another column, or a column of train and test with --splits-column.")
  }

  package static func notATime(_ file: String, line: Int?, column: String, found: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: shortened(found),
      expected: "a number or a date such as 2021-03-14", advice: "Mend the cell, or name another --time-column.")
  }

  package static func tooFewTimes(_ file: String, column: String, found: Int, needed: Int) -> UserError {
    UserError(
      .badData, file: file, column: column, found: "\(found) different times", expected: "at least \(needed)",
      advice: "Name a column of finer times, or a column of train and test with --splits-column.")
  }

  package static func twoTasksOfOneFile(_ file: String, name: String) -> UserError {
    UserError(
      .usage, file: file, found: "a second file called \(shortened(name))", expected: "a name a task",
      advice: "Rename one of the files.")
  }

  package static func badSplitsFile(_ file: String, found: String) -> UserError {
    UserError(
      .badData, file: file, found: found,
      expected: "a list of objects with train, val and test, each the rows of the table from 0, every row once",
      advice: "Give the splits that chemprop wrote for this table (splits.json).")
  }

  package static func repeatedMeasurement(
    _ file: String, lines: [Int?], task: String, pairs: Int
  ) -> UserError {
    let places = lines.compactMap { $0.map { "\($0)" } }.joined(separator: ", ")
    return UserError(
      .badData, file: file, line: lines.last ?? nil, column: task,
      found: "\(pairs) repeated measurements, the first of them on lines \(places)",
      expected: "every molecule once a task, as --duplicates error asks",
      advice: "Mend the table, or give --duplicates mean, median, majority or keep.")
  }
}
