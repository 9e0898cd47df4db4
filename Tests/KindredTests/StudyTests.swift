import Diagnostics
import Foundation
import Kindred
import KindredTestSupport
import Testing

@Suite struct StudyTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let demo = folder.appending(path: "data/demo/panel.csv").path

  /// A small study of the demo panel.
  private static func study(_ path: String, change: (inout StudySettings) -> Void = { _ in }) throws -> Study {
    try Study(folder: path, files: [demo], threads: 2) { settings in
      settings.panel.options.taskColumn = "task"
      settings.panel.options.targetColumns = ["target"]
      settings.panel.options.idColumn = "sample"
      settings.protocol.maxEpochs = 3
      settings.protocol.replicates = 2
      settings.protocol.baselineReplicates = 3
      settings.protocol.fraction = 0.1
      settings.plans.replicates = 2
      settings.probe.enabled = false
      change(&settings)
    }
  }

  private static func log(_ path: String) throws -> [String: [String: Any]] {
    let data = try Data(contentsOf: URL(filePath: path + "/run.json"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(object["steps"] as? [String: [String: Any]])
  }

  private static func write(_ steps: [String: [String: Any]], to path: String) throws {
    let url = URL(filePath: path + "/run.json")
    var object = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    object["steps"] = steps
    try JSONSerialization.data(withJSONObject: object).write(to: url)
  }

  @Test func aSweepMakesTheReportAnew() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("study")
    _ = try Self.study(path) { $0.probe.enabled = true }.run()
    let report = URL(filePath: path + "/report.html")
    #expect(!(try String(contentsOf: report, encoding: .utf8)).contains("Agreement with label correlation"))
    let draw = #"{"level": 1, "draw": 0, "overlap": 1, "pairs": 10, "r": 0.9}"#
    try Data("{\"draws\": [\(draw)]}".utf8).write(to: URL(filePath: path + "/probe/sweep.json"))
    _ = try Self.study(path) { $0.probe.enabled = true }.report()
    #expect(try String(contentsOf: report, encoding: .utf8).contains("Agreement with label correlation"))
  }

  @Test func theLogSaysWhatMadeEachFileAndStepsAreMadeOnce() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("study")
    _ = try Self.study(path).run()
    let steps = try Self.log(path)
    #expect(Set(steps.keys) == ["relate", "label", "fit", "predict", "group", "verify", "report"])
    for (name, step) in steps {
      #expect((step["algorithm"] as? Int ?? 0) > 0 && step["kindred"] as? String == kindredVersion, "\(name)")
      let files = try #require(step["files"] as? [String])
      #expect(!files.isEmpty)
      for file in files { #expect(FileManager.default.fileExists(atPath: path + "/" + file), "\(name): \(file)") }
    }
    _ = try Self.study(path).run()
    let again = try Self.log(path)
    for (name, step) in steps { #expect(again[name]?["finished"] as? String == step["finished"] as? String, "\(name)") }
  }

  @Test func anotherAlgorithmNumberIsAnotherStamp() {
    let stamp = Study.stamp("fit", algorithm: 2, inputs: ["a", "b"])
    #expect(stamp == Study.stamp("fit", algorithm: 2, inputs: ["a", "b"]))
    #expect(stamp != Study.stamp("fit", algorithm: 3, inputs: ["a", "b"]))
    #expect(stamp != Study.stamp("group", algorithm: 2, inputs: ["a", "b"]))
    #expect(stamp != Study.stamp("fit", algorithm: 2, inputs: ["ab"]))
  }

  /// Files whose stamp is that of an older algorithm are stale, though all of them are there; what they rest on is not.
  @Test func anOlderAlgorithmsFilesAreMadeAnew() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("study")
    _ = try Self.study(path).run()
    var steps = try Self.log(path)
    let before = steps
    steps["fit"]?["inputs"] = "made by an older algorithm"
    try Self.write(steps, to: path)
    _ = try Self.study(path).run()
    let after = try Self.log(path)
    #expect(after["fit"]?["inputs"] as? String == before["fit"]?["inputs"] as? String)
    #expect(after["relate"]?["finished"] as? String == before["relate"]?["finished"] as? String)
  }

  /// The report and verification.csv come from the same losses, also where the journal lost its end.
  @Test func aJournalThatLostLinesIsMeasuredAgain() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("study")
    let verdict = try Self.study(path).run()
    let verification = try Data(contentsOf: URL(filePath: path + "/verification.csv"))
    let journal = URL(filePath: path + "/labels/journal-1-of-1.jsonl")
    try (try Data(contentsOf: journal)).dropLast(40).write(to: journal)
    #expect(try Self.study(path).run() == verdict)
    #expect(try Data(contentsOf: URL(filePath: path + "/verification.csv")) == verification)
  }

  /// Whoever trains is remembered by the journals: another runner's measurements do not slip in.
  @Test func aRunnerFromOutsideTrainsAndItsJournalsAreItsOwn() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("study")
    let study = try Self.study(path)
    let runner = SyntheticRunner(seed: 4, pairEffect: 0.1)
    #expect(try study.label(runner: runner).isComplete)
    let verification = try study.verify()
    #expect(verification.scores.first?.gain.isFinite == true)
    let outcome = try study.measurements().losses.outcome(of: 0, in: [0], replicate: 1)
    #expect(outcome == runner.outcome(of: 0, in: Job(tasks: [0], replicate: 1)))
    #expect(throws: UserError.self) { try Self.study(path).group() }
  }
}
