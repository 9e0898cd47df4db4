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
