import Foundation
import KindredTestSupport
import Testing

/// Processes that share the work of a study through its folder.
@Suite struct SharedLabelTests {
  private static let trainer = Checkout.folder.appending(path: "Tests/CommandTests/trainers/means.sh").path

  private static func begin(_ study: String, _ panel: String) throws {
    let options = [
      "--task-column", "task", "--target-columns", "target", "--id-column", "sample", "--replicates", "2",
      "--baseline-replicates", "3", "--fraction", "0.5", "--folds", "3", "--trainer", trainer,
    ]
    let outcome = try BuiltBinary.run(["relate", panel, "--study", study, "-q"] + options.prefix(6))
    #expect(outcome.status == 0, "\(outcome.errors)")
    // The plan is there before anybody takes part of it.
    let planned = try BuiltBinary.run(["label", "--study", study, "-q", "--status"] + options.dropFirst(6))
    #expect(planned.status == 0, "\(planned.errors)")
  }

  private static func lines(_ study: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: study + "/labels").filter { $0.hasPrefix("journal-") }.flatMap {
      try String(contentsOfFile: study + "/labels/" + $0, encoding: .utf8).split(separator: "\n").dropFirst().map(
        String.init)
    }
  }

  @Test func everyJobIsMeasuredOnceWhoeverTakesIt() throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    let (alone, study) = (folder.path("alone"), folder.path("shared"))
    for study in [alone, study] { try Self.begin(study, panel) }
    #expect(try BuiltBinary.run(["label", "--study", alone, "-q"]).status == 0)
    let workers = try (0..<4).map { _ in try BuiltBinary.start(["label", "--study", study, "--share", "-q"]) }
    for worker in workers {
      let outcome = try worker.wait()
      #expect(
        outcome.status == 0 && outcome.output.contains("40 of 40 jobs done"), "\(outcome.output) \(outcome.errors)")
    }
    let jobs = try Self.lines(study).map { $0.firstMatch(of: /"replicate":.*/)?.0.description ?? $0 }
    #expect(jobs.count == 40)
    let gains = try Data(contentsOf: URL(filePath: study + "/gains.csv"))
    #expect(gains == (try Data(contentsOf: URL(filePath: alone + "/gains.csv"))))
  }

  /// What an interrupted one had taken is free at once.
  @Test func whatOneGivesBackAnotherTakes() throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    let study = folder.path("shared")
    try Self.begin(study, panel)
    let first = try BuiltBinary.start(
      ["label", "--study", study, "--share", "-q"], environment: ["TRAINER_FAULT": "hangs"])
    while try Self.lines(study).count < 24, first.isRunning { usleep(20_000) }
    usleep(200_000)
    let second = try BuiltBinary.start(["label", "--study", study, "--share", "-q"])
    while try Self.lines(study).count < 39, second.isRunning { usleep(20_000) }
    usleep(300_000)
    #expect(second.isRunning, "it waits for what the first one has")
    first.signal(SIGTERM)
    #expect(try first.wait().status == 75)
    let outcome = try second.wait()
    #expect(outcome.output.contains("40 of 40 jobs done"), "\(outcome.output) \(outcome.errors)")
  }
}
