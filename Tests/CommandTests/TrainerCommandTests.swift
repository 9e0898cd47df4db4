import Foundation
import KindredTestSupport
import Testing

/// A trainer from outside behind the built program: what it is given, what comes of its mistakes, and what is left of it.
@Suite struct TrainerCommandTests {
  /// Predicts means; `TRAINER_FAULT` says what goes wrong.
  private static let trainer = Checkout.folder.appending(path: "Tests/CommandTests/trainers/means.sh").path

  private static func label(_ study: String, _ panel: String?, _ more: [String] = []) -> [String] {
    ["label"]
      + (panel.map {
        [
          $0, "--task-column", "task", "--target-columns", "target", "--id-column", "sample", "--replicates", "1",
          "--baseline-replicates", "2", "--fraction", "0.3", "--folds", "3", "--trainer", "'\(trainer)' {job}",
        ]
      } ?? []) + ["--study", study, "-q"] + more
  }

  private static func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func everyStepRunsThroughIt() throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    let study = folder.path("my study")
    let run = Self.label(study, panel, ["--trainer-jobs", "3", "--plan-replicates", "2", "--no-probe"])
    let outcome = try BuiltBinary.run(["run"] + run.dropFirst())
    #expect(outcome.status == 0, "\(outcome.errors)")
    for file in ["gains.csv", "affinities.csv", "groups.csv", "verification.csv", "report.html"] {
      #expect(FileManager.default.fileExists(atPath: study + "/" + file), "\(file)")
    }
    #expect(try Self.read(study + "/report.html").contains("means.sh"))
    let journal = try Self.read(study + "/labels/journal-1-of-1.jsonl")
    #expect(journal.contains(#""phase":"verify""#) && journal.contains(#""learner":"linear""#))
    let logs = try FileManager.default.contentsOfDirectory(atPath: study + "/labels/jobs")
    #expect(logs.count > 50 && logs.allSatisfy { $0.hasSuffix(".log") })
    #expect(try Self.read(study + "/labels/jobs/develop-0-3-fold-0.log").contains("training on"))

    let tuned = try BuiltBinary.run(["tune", "--study", study, "-q"])
    #expect(tuned.status == 64 && tuned.errors.contains("means.sh"), "\(tuned.errors)")
    // Journals belong to their trainer.
    let other = try BuiltBinary.run(["label", "--study", study, "-q", "--trainer", "/bin/true {job}"])
    #expect(other.status == 65 && other.errors.contains("another panel or protocol"), "\(other.errors)")
  }

  /// The built-in networks measure the same pairs, and it is said how well they agree; then the run goes on and reports it.
  @Test func aPilotComparesTheBuiltInNetworks() throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    let study = folder.path("study")
    let quick = ["--max-epochs", "3", "--trainer-jobs", "3"]
    let pilot = try BuiltBinary.run(Self.label(study, panel, quick + ["--pilot", "3"]))
    #expect(pilot.status == 0 && pilot.output.contains("Built-in networks under --objective cells"), "\(pilot.errors)")
    #expect(!FileManager.default.fileExists(atPath: study + "/gains.csv"))
    let json = try BuiltBinary.run(["label", "--study", study, "--pilot", "3", "--json", "-q"])
    #expect(json.status == 0 && json.output.contains("\"proxies\""), "\(json.errors)")
    let run = try BuiltBinary.run(["run", "--study", study, "--no-probe", "--plan-replicates", "2", "-q"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try Self.read(study + "/report.html").contains("Can the built-in networks stand for your trainer?"))
    let alone = try BuiltBinary.run(["label", panel, "--study", folder.path("none"), "--pilot", "3", "-q"])
    #expect(alone.status == 64 && alone.errors.contains("--pilot without a trainer"), "\(alone.errors)")
    let both = try BuiltBinary.run(["label", "--study", study, "--pilot", "3", "--status"])
    #expect(both.status == 64)
  }

  @Test func shardsAndCallsAtOnceGiveTheSameGains() throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    #expect(try BuiltBinary.run(Self.label(folder.path("one"), panel)).status == 0)
    let study = folder.path("many")
    for shard in ["2/2", "1/2"] {
      let outcome = try BuiltBinary.run(Self.label(study, panel, ["--shard", shard, "--trainer-jobs", "5"]))
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    #expect(try BuiltBinary.run(Self.label(study, nil)).status == 0)
    #expect(try Self.read(study + "/gains.csv") == Self.read(folder.path("one") + "/gains.csv"))
  }

  @Test(arguments: [
    ("fails", "exit code 3, twice; it said: no such optimiser: adamm"), ("nan", "is nan, not a number"),
    ("half", "lacks"), ("killed", "ended by signal 9, twice"), ("hangs", "took longer than 0.200 s"),
  ]) func aFaultOfOneJobIsToldAndStopsNoOther(fault: String, message: String) throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    let study = folder.path("study")
    let more = ["--trainer-timeout", fault == "hangs" ? "0.2" : "20", "--retries", "1", "--trainer-jobs", "3"]
    let outcome = try BuiltBinary.run(Self.label(study, panel, more), environment: ["TRAINER_FAULT": fault])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("20 of 23 jobs done, 3 failed"), "\(outcome.output)")
    #expect(outcome.output.contains(message), "\(outcome.output)")
    let words = outcome.output.split(separator: " ").map { String($0) }
    let job = words[try #require(words.firstIndex(of: "--job")) + 1]
    let files = try FileManager.default.contentsOfDirectory(atPath: study + "/labels/jobs/\(job)-fold-0")
    #expect(Set(files).isSuperset(of: ["job.json", "data.csv", "features.npy", "log.txt"]))

    // Mended, it is repeated by hand, and counts; the others are measured by the next call.
    let repeated = try BuiltBinary.run(["label", "--study", study, "-q", "--job", job])
    #expect(repeated.status == 0 && repeated.output.contains("loss"), "\(repeated.errors)")
    #expect(FileManager.default.fileExists(atPath: study + "/labels/jobs/\(job)-fold-0/predictions.csv"))
    let status = try BuiltBinary.run(["label", "--study", study, "-q", "--status"])
    #expect(status.output.contains("21 of 23 jobs done, 2 failed"), "\(status.output)")
    let rest = try BuiltBinary.run(Self.label(study, nil))
    #expect(rest.output.contains("23 of 23 jobs done"), "\(rest.output)")
  }

  @Test func aHiccupIsTriedAgain() throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    let outcome = try BuiltBinary.run(
      Self.label(folder.path("study"), panel, ["--trainer-jobs", "3"]), environment: ["TRAINER_FAULT": "once"])
    #expect(outcome.output.contains("23 of 23 jobs done") && !outcome.output.contains("failed"), "\(outcome.output)")
  }

  @Test func tooManyFailuresStopEarly() throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    let study = folder.path("study")
    let outcome = try BuiltBinary.run(
      Self.label(study, panel), environment: ["TRAINER_FAULT": "fails", "TRAINER_FAULT_ALONE": "yes"])
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("5 of the first 5 jobs failed") && outcome.errors.contains("adamm"))
    #expect(try BuiltBinary.run(Self.label(study, nil)).output.contains("23 of 23 jobs done"))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGKILL]) func nothingOfATrainerOutlivesKindred(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    let study = folder.path("study")
    let running = try BuiltBinary.start(
      Self.label(study, panel, ["--trainer-jobs", "3"]),
      environment: ["TRAINER_FAULT": "hangs", "TRAINER_FAULT_ALONE": "yes", "KINDRED_MARK": study])
    while try trainers(of: study) < 9, running.isRunning { usleep(20_000) }
    running.signal(signal)
    let start = Date()
    let outcome = try running.wait()
    #expect(outcome.status == (signal == SIGKILL ? 128 + SIGKILL : 75), "\(outcome.errors)")
    while try trainers(of: study) > 0, Date().timeIntervalSince(start) < 10 { usleep(20_000) }
    #expect(Date().timeIntervalSince(start) < 2)
    if signal != SIGKILL { #expect(try FileManager.default.contentsOfDirectory(atPath: study + "/labels/jobs") == []) }
    // What a killed run left is taken away by the next one.
    #expect(try BuiltBinary.run(Self.label(study, nil)).status == 0)
    let left = try FileManager.default.contentsOfDirectory(atPath: study + "/labels/jobs")
    #expect(left.allSatisfy { $0.hasSuffix(".log") })
  }

  /// Living processes of a study's trainer: three shells and six `sleep`s for three calls.
  private func trainers(of study: String) throws -> Int {
    let mark = Data("KINDRED_JOB=\(study)/labels/jobs/".utf8)
    return try FileManager.default.contentsOfDirectory(atPath: "/proc").count { name in
      guard Int(name) != nil, let environment = FileManager.default.contents(atPath: "/proc/\(name)/environ") else {
        return false
      }
      return environment.range(of: mark) != nil
    }
  }

  @Test func wrongCommandsAreRefusedBeforeAnythingRuns() throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    for (command, status, message) in [
      ("train {jbo}", 64, "{jbo}"), ("train --targets={targets}", 64, "{targets}"), ("train 'a", 64, "never closed"),
      ("", 64, "empty"), ("no-such-program {job}", 66, "no-such-program"),
    ] {
      let study = folder.path("study of \(message)")
      let outcome = try BuiltBinary.run(Self.label(study, panel, ["--trainer", command]))
      #expect(outcome.status == status && outcome.errors.contains(message), "\(command): \(outcome.errors)")
      #expect(!FileManager.default.fileExists(atPath: study + "/labels/journal-1-of-1.jsonl"))
    }
    let unknown = try BuiltBinary.run(Self.label(folder.path("study"), panel, ["--job", "develop-0-77"]))
    #expect(unknown.status == 64 && unknown.errors.contains("develop-0-77"), "\(unknown.errors)")
  }
}
