import Foundation
import KindredTestSupport
import Tables
import Testing

/// `kindred compare` on a small panel.
@Suite struct CompareCommandTests {
  private static func run(_ panel: ProbePanel, _ more: [String] = []) throws -> String {
    let outcome = try BuiltBinary.run(
      [
        "run", panel.path, "--target-columns", "task*", "--id-column", "sample", "--study", panel.study("study"),
        "--replicates", "2", "--baseline-replicates", "3", "--plan-replicates", "2",
        "--max-epochs", "5", "--patience", "2", "--no-tune", "-q",
      ] + more)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return panel.study("study")
  }

  private static func journals(_ study: String) throws -> Data {
    try Data(contentsOf: URL(filePath: study + "/labels/journal-1-of-1.jsonl"))
  }

  @Test func comparesMethodsOnTheSameRowsAndGoesOnWhereItStopped() throws {
    let panel = try ProbePanel()
    let study = try Self.run(panel, ["--fraction", "0.5"])
    let outcome = try BuiltBinary.run(["compare", "--study", study])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("Comparing ") && outcome.errors.contains(" fits that methods ask for"))
    #expect(outcome.output.contains("after Holm's correction over"))
    try checkTable(study)
    let page = try String(contentsOfFile: study + "/report.html", encoding: .utf8)
    #expect(page.contains("What would other methods have chosen?") && page.contains("feature-paper"))
    try checkRepeats(study)
  }

  private func checkTable(_ study: String) throws {
    let table = try Table.read(study + "/compare.csv")
    let fixed = [
      "method", "fits", "seconds", "correlation", "correlation_within", "networks", "gain", "gain_se",
      "gain_untouched", "gain_untouched_se",
    ]
    #expect(Array(table.columnNames.prefix(10)) == fixed)
    let methods = try table.texts("method")
    #expect(methods.count == 13 && methods[0] == "kindred" && Set(methods).count == 13)
    let (gain, untouched) = (try table.optionalNumbers("gain"), try table.optionalNumbers("gain_untouched"))
    let (p, holm) = (try table.optionalNumbers("p"), try table.optionalNumbers("p_holm"))
    let (fits, reasons) = (try table.optionalNumbers("fits"), try table.texts("reason"))
    for (row, method) in methods.enumerated() {
      let runs = reasons[row].isEmpty
      #expect((gain[row] != nil) == runs && (untouched[row] != nil) == runs && (fits[row] != nil) == runs, "\(method)")
      #expect((p[row] != nil) == (runs && method != "kindred"), "\(method)")
      if let p = p[row], let holm = holm[row] { #expect(holm >= p && holm <= 1) }
    }
    let alone = try #require(methods.firstIndex(of: "alone"))
    #expect(gain[alone] == 0 && untouched[alone] == 0 && fits[alone] == 0)
    let tag = try #require(methods.firstIndex(of: "tag"))
    #expect(fits[tag] == 1, "\(reasons[tag])")
    let together = try #require(methods.firstIndex(of: "together"))
    #expect(try table.integers("networks")[together] == 1)
  }

  /// A second call trains nothing and says the same; other methods add to the journals.
  private func checkRepeats(_ study: String) throws {
    let (table, journals) = (try Data(contentsOf: URL(filePath: study + "/compare.csv")), try Self.journals(study))
    let again = try BuiltBinary.run(["compare", "--study", study, "--json", "-q", "--threads", "1"])
    #expect(try Self.journals(study) == journals)
    #expect(try Data(contentsOf: URL(filePath: study + "/compare.csv")) == table)
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any])
    #expect((answer["results"] as? [[String: Any]])?.count == 13)
    let two = try BuiltBinary.run(["compare", "--study", study, "--methods", "hoa", "--published", "-q"])
    #expect(two.status == 0 && two.output.hasPrefix("kindred: ") && two.output.contains("\nhoa: "), "\(two.errors)")
    #expect(!two.output.contains("does not run"), "\(two.output)")
    #expect(try Table.read(study + "/compare.csv").rowCount == 2)
  }

  @Test func studiesThatCannotBeComparedSaySo() throws {
    let panel = try ProbePanel()
    let study = try Self.run(panel, ["--primary", "task1"])
    let primary = try BuiltBinary.run(["compare", "--study", study, "-q"])
    #expect(primary.status == 64 && primary.errors.contains("--primary"), "\(primary.errors)")
    let unknown = try BuiltBinary.run(["compare", "--study", study, "--methods", "guess"])
    #expect(unknown.status == 64 && unknown.errors.contains("guess"))
    let missing = try BuiltBinary.run(["compare", "--study", panel.study("none"), "-q"])
    #expect(missing.status == 66, "\(missing.status) \(missing.errors)")
  }
}
