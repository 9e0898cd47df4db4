import Foundation
import KindredTestSupport
import Testing

@Suite struct TuneCommandTests {
  private static let columns = ["--task-column", "task", "--target-columns", "target", "--id-column", "sample"]
  private static let small = [
    "--replicates", "2", "--baseline-replicates", "3", "--fraction", "0.6", "--folds", "3", "--max-epochs", "4",
    "--trunk", "8",
  ]

  private static func panel(in folder: TemporaryFolder) throws -> String {
    let path = folder.path("panel.csv")
    let made = try BuiltBinary.run(["synthesize", "--out", path, "--tasks", "4", "--seed", "3", "-q"])
    #expect(made.status == 0, "\(made.errors)")
    return path
  }

  private static func call(
    _ command: String, _ panel: String?, _ study: String, _ more: [String] = []
  ) throws -> BuiltBinary.Outcome {
    let named = panel.map { [$0] + columns + small } ?? []
    return try BuiltBinary.run([command] + named + ["--study", study, "-q"] + more)
  }

  private static func text(_ file: String) throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

  /// What was chosen is in the settings, the labels are measured by it, and tuning again changes nothing.
  @Test func whatIsChosenIsTheProtocolFromThenOn() throws {
    let folder = try TemporaryFolder()
    let (panel, study) = (try Self.panel(in: folder), folder.path("study"))
    let tuned = try Self.call("tune", panel, study, ["--threads", "1"])
    #expect(tuned.status == 0 && tuned.output.contains("tune.csv"), "\(tuned.errors)")
    let (table, settings) = (try Self.text(study + "/tune.csv"), try Self.text(study + "/study.toml"))
    #expect(table.hasPrefix("configuration,alone_folds,alone_loss,alone_relative_loss,alone_gain"))
    #expect(table.contains("\nas given,3,"))
    #expect(settings.contains("[training.alone]") && settings.contains("[training.together]"), "\(settings)")
    #expect(try Self.call("label", nil, study).status == 0)
    #expect(try Self.call("tune", nil, study).status == 0)
    #expect(try Self.text(study + "/tune.csv") == table && Self.text(study + "/study.toml") == settings)
    let other = folder.path("other")
    #expect(try Self.call("tune", panel, other, ["--threads", "2"]).status == 0)
    #expect(try Self.text(other + "/tune.csv") == table && Self.text(other + "/study.toml") == settings)
    #expect(try Self.call("label", nil, other, ["--like", "paper"]).status == 0)
    #expect(try Self.text(other + "/gains.csv") != Self.text(study + "/gains.csv"))
  }

  @Test(arguments: [["--dropout", "0.2"], ["--like", "chemprop"], ["--like", "paper"], ["--linear-path"]])
  func aGivenWayIsNotSearchedFor(options: [String]) throws {
    let folder = try TemporaryFolder()
    let outcome = try Self.call("tune", Self.panel(in: folder), folder.path("study"), options)
    #expect(outcome.status == 64 && outcome.errors.contains("was given"), "\(outcome.errors)")
  }

  @Test func measurementsAreNotMadeVoid() throws {
    let folder = try TemporaryFolder()
    let (panel, study) = (try Self.panel(in: folder), folder.path("study"))
    #expect(try Self.call("label", panel, study).status == 0)
    let outcome = try Self.call("tune", nil, study)
    #expect(outcome.status == 64 && outcome.errors.contains("void"), "\(outcome.errors)")
  }

  @Test func runTunesWhereItIsAsked() throws {
    let folder = try TemporaryFolder()
    let (panel, study) = (try Self.panel(in: folder), folder.path("study"))
    let more = ["--tune", "--no-probe", "--plan-replicates", "2"]
    let run = try Self.call("run", panel, study, more)
    #expect(run.status == 0, "\(run.errors)")
    #expect(FileManager.default.fileExists(atPath: study + "/tune.csv"))
    #expect(FileManager.default.fileExists(atPath: study + "/report.html"))
    let again = try Self.call("run", nil, study, ["--tune"])
    #expect(again.status == 0, "\(again.errors)")
  }
}
