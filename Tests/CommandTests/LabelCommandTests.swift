import Foundation
import KindredTestSupport
import LinearAlgebra
import Testing

/// Labelling can be killed at any moment, split into shards and run on any number of threads; the files come out the same.
@Suite struct LabelCommandTests {
  /// A small panel that labels in a few seconds.
  static func panel(in folder: TemporaryFolder) throws -> String {
    let path = folder.path("panel.csv")
    let made = try BuiltBinary.run(["synthesize", "--out", path, "--tasks", "5", "--seed", "3", "-q"])
    #expect(made.status == 0, "\(made.errors)")
    return path
  }

  static let options = [
    "--task-column", "task", "--target-columns", "target", "--id-column", "sample", "--replicates", "2",
    "--baseline-replicates", "3", "--fraction", "0.6", "--max-epochs", "40", "--patience", "5",
  ]

  static func label(_ study: String, _ panel: String?, _ more: [String] = []) -> [String] {
    ["label"] + (panel.map { [$0] + options } ?? []) + ["--study", study, "-q"] + more
  }

  private func gains(_ study: String) throws -> Data { try Data(contentsOf: URL(filePath: study + "/gains.csv")) }

  /// The gains of an uninterrupted run on one thread.
  private func reference(_ folder: TemporaryFolder, _ panel: String) throws -> Data {
    let outcome = try BuiltBinary.run(Self.label(folder.path("whole"), panel, ["--threads", "1"]))
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try gains(folder.path("whole"))
  }

  /// A fit that is killed again and again gets on, and ends in the same bytes.
  @Test func aKilledFitGoesOnWhereItStopped() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    let whole = folder.path("whole")
    let study = folder.path("killed")
    #expect(try BuiltBinary.run(Self.label(whole, panel, ["--threads", "2"])).status == 0)
    #expect(try BuiltBinary.run(["relate", "--study", whole, "-q"]).status == 0)
    try FileManager.default.copyItem(atPath: whole, toPath: study)
    #expect(try BuiltBinary.run(["fit", "--study", whole, "-q"]).status == 0)
    let parts = study + "/labels/fit-parts.txt"
    func kept() -> Int { (try? String(contentsOfFile: parts, encoding: .utf8).split(separator: "\n").count) ?? 0 }
    var last = 0
    for _ in 0..<3 {
      let running = try BuiltBinary.start(["fit", "--study", study, "-q", "--threads", "1"])
      while kept() < last + 4, running.isRunning { Thread.sleep(forTimeInterval: 0.001) }
      running.signal(SIGKILL)
      _ = try running.wait()
      #expect(kept() >= last + 4 || !FileManager.default.fileExists(atPath: parts), "kept \(kept()) after \(last)")
      last = kept()
    }
    #expect(try BuiltBinary.run(["fit", "--study", study, "-q"]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: parts))
    for name in ["predictor.json", "metrics.json"] {
      let files = [whole, study].map { FileManager.default.contents(atPath: $0 + "/" + name) }
      #expect(files[0] == files[1] && files[0] != nil, "\(name)")
    }
  }

  @Test func killingItAtAnyMomentLosesNothing() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    let start = Date()
    let expected = try reference(folder, panel)
    let whole = Date().timeIntervalSince(start)
    let kills = ProcessInfo.processInfo.environment["KINDRED_LONG_TESTS"] == nil ? 6 : 20
    var stream = RandomStream(seed: 17)
    let study = folder.path("killed")
    var finished: Set<String> = []
    for _ in 0..<kills {
      let running = try BuiltBinary.start(Self.label(study, panel, ["--threads", "2"]))
      Thread.sleep(forTimeInterval: stream.uniform() * whole / 4)
      running.signal(SIGKILL)
      _ = try running.wait()
      let now = journalLines(study)
      #expect(finished.isSubset(of: now), "a finished job was lost")
      finished = now
    }
    tear(study)
    let outcome = try BuiltBinary.run(Self.label(study, panel, ["--threads", "2"]))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try gains(study) == expected)
    let tasks = try Data(contentsOf: URL(filePath: study + "/tasks.csv"))
    #expect(tasks == (try Data(contentsOf: URL(filePath: folder.path("whole") + "/tasks.csv"))))
  }

  /// The whole lines of a study's journals.
  private func journalLines(_ study: String) -> Set<String> {
    let text = (try? String(contentsOfFile: study + "/labels/journal-1-of-1.jsonl", encoding: .utf8)) ?? ""
    return Set(
      text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init).filter { $0.hasSuffix("}") })
  }

  /// Cuts the last line in the middle.
  private func tear(_ study: String) {
    let path = study + "/labels/journal-1-of-1.jsonl"
    if let data = FileManager.default.contents(atPath: path), data.count > 200 {
      try? data.dropLast(25).write(to: URL(filePath: path))
    }
  }

  @Test func shardsGiveTheSameGains() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    let expected = try reference(folder, panel)
    let study = folder.path("sharded")
    for shard in ["2/3", "1/3", "3/3"] {
      let outcome = try BuiltBinary.run(Self.label(study, panel, ["--shard", shard]))
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let status = try BuiltBinary.run(["label", "--study", study, "--status", "--json", "-q"])
    #expect(status.output.contains("\"missing\" : 0"), "\(status.output)")
    #expect(try BuiltBinary.run(Self.label(study, nil)).status == 0)
    #expect(try gains(study) == expected)
  }

  /// Two runs with different settings that start together: never both end well, and never in one journal.
  @Test func twoProtocolsNeverMixInOneJournal() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    for trial in 0..<(ProcessInfo.processInfo.environment["KINDRED_LONG_TESTS"] == nil ? 3 : 40) {
      let study = folder.path("both \(trial)")
      let running = try ["1", "2"].map {
        try BuiltBinary.start(Self.label(study, panel, ["--seed", $0, "--threads", "1", "--max-epochs", "5"]))
      }
      let outcomes = try running.map { try $0.wait() }
      #expect(outcomes.map(\.status).sorted() == [0, 65], "\(outcomes.map(\.errors))")
      let marks = Set(journalLines(study).compactMap { $0.firstMatch(of: #/"mark":"(.{8})"/#)?.1 })
      #expect(marks.count == 1)
    }
  }

  @Test func aTerminatedShardSaysTryAgain() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    let study = folder.path("study")
    let running = try BuiltBinary.start(
      Self.label(study, panel, ["--replicates", "40", "--baseline-replicates", "40"]))
    while journalLines(study).count < 3 && running.isRunning { Thread.sleep(forTimeInterval: 0.02) }
    running.signal(SIGTERM)
    let outcome = try running.wait()
    #expect(outcome.status == 75, "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: study + "/gains.csv"))
  }

  @Test func wrongUsageIsExplained() throws {
    for arguments in [
      ["label"], ["label", "--study", "s", "--shard", "3/2"], ["run", "p.csv", "--study", "s", "--trunk", "a"],
      ["run", "p.csv", "--study", "s", "--folds", "1"], ["run", "p.csv", "--study", "s", "--fraction", "2"],
      ["run", "p.csv", "--study", "s", "--budget", "much"], ["nonesuch"],
      ["run", "p.csv", "--study", "s", "--fraction", "0.1", "--budget", "3"],
    ] {
      let outcome = try BuiltBinary.run(arguments)
      #expect(outcome.status == 64, "\(arguments): \(outcome.status) \(outcome.errors)")
      #expect(!outcome.errors.isEmpty && outcome.output.isEmpty)
    }
  }
}
