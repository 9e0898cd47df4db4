import KindredTestSupport
import Testing

/// How the command line reads panels that people bring.
@Suite struct PanelCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func inspect(_ text: String, named name: String = "p.csv", _ options: [String]) throws -> BuiltBinary.Outcome
  {
    try BuiltBinary.run(["inspect", folder.write(text, as: name)] + options)
  }

  private func table(_ header: String, rows: Int = 30, _ row: (Int) -> String) -> String {
    ([header] + (0..<rows).map(row)).joined(separator: "\n") + "\n"
  }

  private let ab = ["--target-columns", "a", "b"]

  @Test func missingTokensCanBeAdded() throws {
    let text = table("x,a,b") { "\($0)5,\($0 < 5 ? "ND" : "\($0)"),\($0 % 6 == 0 ? "-77" : "\($0 * $0)")" }
    let refused = try inspect(text, ab)
    #expect(refused.status == 65 && refused.errors.contains("--missing ND"), "\(refused.errors)")
    let read = try inspect(text, ab + ["--missing", "nd", "lost", "--missing=-77"])
    #expect(read.status == 0 && read.output.contains(/a +regression +25 +5/), "\(read.errors)")
    #expect(read.output.contains(/b +regression +25 +5/) && read.output.contains("5 -77"))
  }

  @Test func aTableOfASpreadsheetIsThatOfItsCommas() throws {
    let row: (Int) -> [Double] = { [Double($0) / 4, Double($0 * 7 % 11) / 8, Double($0 * $0) / 2] }
    let commas = table("x,a,b") { row($0).map { "\($0)" }.joined(separator: ",") }
    let sheet =
      "sep=;\r\n" + table("x;a;b") { row($0).map { "\($0)".replacing(".", with: ",") }.joined(separator: ";") }
    func hash(_ text: String) throws -> Substring? {
      let outcome = try inspect(text, ab + ["--json"])
      return outcome.output.firstMatch(of: /"hash" *: *"([0-9a-f]+)"/)?.1
    }
    #expect(try hash(commas) != nil && hash(commas) == hash(sheet))
  }

  @Test func namesWithCommasAreLinked() throws {
    let gains = try folder.write(
      "target,partner,gain\n\"Ki, nM\",\"a \"\"b\"\"\",0.1\n\"a \"\"b\"\"\",\"Ki, nM\",0.2\nc,\"Ki, nM\",0.3\n",
      as: "g.csv")
    func group(_ link: String) throws -> BuiltBinary.Outcome {
      try BuiltBinary.run(["group", "--gains", gains, "--must-link", link])
    }
    for link in ["\"Ki, nM\",c", "c,\"Ki, nM\",\"a \"\"b\"\"\"", "c,a \"b\""] {
      let outcome = try group(link)
      #expect(outcome.status == 0, "\(link): \(outcome.errors)")
    }
    #expect(try group("Ki, nM,c").errors.contains("'Ki'"))
    for broken in ["\"Ki, nM", "\"Ki\" nM,c"] {
      let outcome = try group(broken)
      #expect(outcome.status == 64 && outcome.errors.contains("in quotes"), "\(broken): \(outcome.errors)")
    }
  }

  @Test func namesCannotControlTheTerminal() throws {
    let wild = "a\u{1B}[31m\u{7}\u{202E}z\u{9B}"
    let long = String(repeating: "n", count: 5000)
    let text = table("x,\(wild),\(long),flat") { "\($0)5,\($0),\($0 * $0),1" }
    let outcomes = [
      try inspect(text, named: "p\u{1B}[2J.csv", ["--target-columns", "\(wild)", "n*", "flat"]),
      try inspect(text, ["--target-columns", "*\u{1B}*"]), try inspect(text, ["--target-columns", "flat", "x"]),
      try inspect(text, []), try inspect(text.replacing("7,49", with: "7,lost"), ["--target-columns", "a*", "n*"]),
    ]
    #expect(outcomes[0].status == 0 && outcomes[0].output.contains("\\u{1B}[31m"), "\(outcomes[0].errors)")
    for outcome in outcomes {
      let shown = outcome.output + outcome.errors
      let controls = shown.unicodeScalars.filter { $0.value < 32 && $0 != "\n" || [0x202E, 0x9B].contains($0.value) }
      #expect(controls.isEmpty && !shown.contains(String(repeating: "n", count: 300)), "\(shown.prefix(2000))")
    }
  }

  @Test(arguments: ["-1", "0", "9223372036854775807"])
  func numbersOutOfRangeAreUsage(value: String) throws {
    let outcome = try inspect(table("x,a,b") { "\($0)5,\($0),\($0 * $0)" }, ab + ["--min-rows=\(value)"])
    #expect(outcome.status == 64 && outcome.errors.contains("--min-rows is \(value)"), "\(outcome.errors)")
    let out = folder.path("s.csv")
    for option in ["--rows", "--features", "--tasks", "--clusters", "--max-rows", "--min-rows"] {
      let outcome = try BuiltBinary.run(["synthesize", "--out", out, "\(option)=\(value)"])
      #expect(outcome.status == 64 && outcome.errors.contains(option), "\(option) \(value): \(outcome.errors)")
    }
    #expect(try folder.names() == ["p.csv"])
  }

  /// The task `rare` is measured on ten rows; a hundredth of the rows set aside leaves it none.
  @Test func whatTheStudysSplitLeavesIsLeftOutByName() throws {
    let text = table("x,a,b,rare", rows: 300) { "\($0)5,\($0),\($0 * $0 % 31),\($0 % 30 == 0 ? "\($0)" : "")" }
    let panel = try folder.write(text, as: "p.csv")
    let study = folder.path("study")
    let outcome = try BuiltBinary.run(
      ["relate", panel, "--target-columns", "a", "b", "rare", "--study", study, "--verify-fraction", "0.01"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("left out: rare (no row set aside to verify on)"), "\(outcome.errors)")
    let usual = try BuiltBinary.run(["inspect", panel, "--target-columns", "a", "b", "rare"])
    #expect(usual.output.contains(/rare +regression +10/), "\(usual.output)")
  }
}
