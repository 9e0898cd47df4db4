import Diagnostics
import KindredTestSupport
import Panels
import Testing

/// What tables hold besides plain numbers: told, or refused, and never dropped in silence.
@Suite("Odd columns")
struct OddColumnTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ header: String, _ options: PanelOptions, _ row: (Int) -> String) throws -> PanelReading {
    let lines = [header] + (0..<24).map(row)
    return try PanelReader.read(files: [folder.write(lines.joined(separator: "\n"), as: "p.csv")], options: options)
  }

  private func warning(_ reading: PanelReading, _ kind: PanelWarning.Kind) -> String {
    reading.summary.warnings.filter { $0.kind == kind }.map(\.message).joined(separator: "\n")
  }

  private let ab = PanelOptions(targetColumns: ["a", "b"])

  @Test func tokensAreReadAsEmptyAndCounted() throws {
    let reading = try read("x,y,a,b", ab) {
      "\($0 == 1 ? "n/a" : "\($0)5"),\($0)2,\($0 % 6 == 0 ? "NA" : "\($0)"),\($0 % 8 == 0 ? "-" : "\($0 * $0)")"
    }
    #expect(reading.panel.tasks.map(\.rows.count) == [20, 21])
    let empty = try read("x,y,a,b", ab) {
      "\($0 == 1 ? "" : "\($0)5"),\($0)2,\($0 % 6 == 0 ? "" : "\($0)"),\($0 % 8 == 0 ? "" : "\($0 * $0)")"
    }
    #expect(reading.panel.hash == empty.panel.hash)
    let told = warning(reading, .missingTokens)
    #expect(told.hasPrefix("8 cells") && told.contains("x (1 n/a)") && told.contains("a (4 NA)"), "\(told)")
    #expect(told.contains("b (3 -)") && warning(empty, .missingTokens).isEmpty)
  }

  @Test func ownTokensAreAsked() throws {
    var options = ab
    options.missing = ["ND", "-999"]
    let reading = try read("x,a,b", options) {
      "\($0)5,\($0 == 3 ? "nd" : "\($0)"),\($0 < 4 ? "-999.0" : "\($0 * $0)")"
    }
    #expect(reading.panel.tasks.map(\.rows.count) == [23, 20])
    #expect(warning(reading, .sentinels).isEmpty)
  }

  @Test func aStrayCellNeverDropsATarget() throws {
    let side = try folder.write("f\n" + (0..<24).map { "\($0)5" }.joined(separator: "\n"), as: "f.csv")
    let options = PanelOptions(features: side)
    for stray in [">10", "True", "lost"] {
      let error = try #require(throws: UserError.self) {
        try read("a,b,c", options) { "\($0 * 2),\($0 * $0),\($0 == 7 ? stray : "\($0 * 3)")" }
      }
      #expect(error.line == 9 && error.column == "c" && error.found == "\"\(stray)\"")
    }
    let words = try read("a,b,c", options) { "\($0 * 2),\($0 * $0),\($0 % 2 == 0 ? "True" : "False")" }
    #expect(words.panel.tasks.map(\.name) == ["a", "b"])
    #expect(warning(words, .leftOutColumns).contains("c: not used; words such as True"))
  }

  @Test func codesOfClassesAreClasses() throws {
    let row: (Int) -> String = { "\($0)5,\($0 % 3 == 0 ? 2 : 1),\($0 % 2 == 0 ? -1 : 1),\($0 % 3 - 1),\($0 % 2 * 50)" }
    var options = PanelOptions(targetColumns: ["one", "sign", "three", "percent"])
    let reading = try read("x,one,sign,three,percent", options, row)
    #expect(reading.panel.tasks.map(\.kind) == [.classification, .classification, .regression, .regression])
    #expect(reading.panel.tasks[0].targets == (0..<24).map { $0 % 3 == 0 ? 1 : 0 })
    #expect(reading.panel.tasks[1].targets == (0..<24).map { $0 % 2 == 0 ? 0 : 1 })
    let told = warning(reading, .codedClasses)
    for part in ["one (1 and 2), sign (-1 and 1)", "three; -1 often says", "--missing=-1", "percent (0 and 50)"] {
      #expect(told.contains(part), "\(part) in \(told)")
    }
    options.regression = ["one"]
    options.classification = ["percent"]
    let overruled = try read("x,one,sign,three,percent", options, row)
    #expect(overruled.panel.tasks.map(\.kind) == [.regression, .classification, .regression, .classification])
    #expect(overruled.panel.tasks[3].targets == (0..<24).map { Double($0 % 2) })
  }

  @Test func sentinelsAreToldWithTheirCount() throws {
    let reading = try read("x,y,a,b", ab) {
      "\($0 == 5 ? 9999 : $0).0,\($0 % 3 * 33),\($0 % 6 == 0 ? -999 : $0 % 7 == 1 ? -9999 : $0),\($0 * 4)"
    }
    let told = warning(reading, .sentinels)
    for part in ["-999 in 4 rows of a", "-9999 in 4 rows of a", "9999 in 1 row of x", "--missing=-9999"] {
      #expect(told.contains(part), "\(part) in \(told)")
    }
    #expect(!told.contains("of y") && !told.contains("of b"))
    let percent = try read("x,a,b", ab) { "\($0)5,\($0 == 3 ? 99 : 4 * $0),\($0)" }
    #expect(warning(percent, .sentinels).isEmpty, "99 among percents is one of them")
  }

  @Test func extremeValuesAreTold() throws {
    let reading = try read("x,y,a,b", ab) {
      "\($0 == 9 ? "8e162" : "\($0)"),\($0 == 2 ? 5 : 0),\($0),\($0 == 4 ? "-3e9" : "\($0)")"
    }
    let told = warning(reading, .extremeValues)
    #expect(told.contains("8e+162 in 1 row of x") && told.contains("-3000000000 in 1 row of b"), "\(told)")
    #expect(!told.contains("of y"), "mostly equal values have no spread")
    #expect(
      try !read("x,a,b", ab) { "\($0)5,\(1 << ($0 % 12)),\($0)" }.summary.warnings.contains {
        $0.kind == .extremeValues
      })
  }

  @Test(arguments: ["1e19", "-1e300", "9223372036854775808"])
  func absurdConstantsAreRefused(value: String) throws {
    let error = try #require(throws: UserError.self) {
      try read("x,a,b,c", PanelOptions(targetColumns: ["a", "b", "c"])) { "\($0)5,\($0),\($0 * $0),\(value)" }
    }
    #expect(error.exitCode == .badData && error.description.contains("c"), "\(error)")
  }

  @Test func moleculesAreNotRead() throws {
    let options = PanelOptions(targetColumns: ["a", "b"])
    let reading = try read("SMILES,shop,a,b", options) {
      "\(String(repeating: "C", count: $0 + 1)),s\($0 % 2),\($0),\($0 * $0)"
    }
    let told = warning(reading, .moleculesNotRead)
    #expect(told.contains("SMILES") && told.contains("shop") && told.contains("--features"), "\(told)")
    let names = (0..<60).map { "d\($0)" }
    let described = try read("SMILES,\(names.joined(separator: ",")),a,b", options) { r in
      let cells = names.indices.map { "\(($0 + 1) * r % 17).5" }
      return "\(String(repeating: "C", count: r + 1)),\(cells.joined(separator: ",")),\(r),\(r * r)"
    }
    #expect(warning(described, .moleculesNotRead).isEmpty)
  }

  @Test func blankColumnsAndDoubtfulNamesAreTold() throws {
    let blank = try read("x,a,b,,", ab) { "\($0)5,\($0),\($0 * $0),," }
    #expect(blank.panel.featureNames == ["x"])
    #expect(warning(blank, .leftOutColumns).contains("2 columns without a name"))
    let numbers = try read("m,0.7,-3,a,b", ab) { "\($0)5,\($0),\($0 * 7 % 5),\($0),\($0 * $0)" }
    #expect(warning(numbers, .numericNames).contains("header"))
    let doses = try read("m,0.1,1,10,a,b", ab) { "\($0)5,\($0),\($0 * 7 % 5),1.5,\($0),\($0 * $0)" }
    #expect(warning(doses, .numericNames).isEmpty)
  }
}
