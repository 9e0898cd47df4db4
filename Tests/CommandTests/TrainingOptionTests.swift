import Foundation
import KindredTestSupport
import Testing

/// How networks are trained, from the command line to the journals.
@Suite struct TrainingOptionTests {
  private static let small = [
    "--task-column", "task", "--target-columns", "target", "--id-column", "sample", "--replicates", "1",
    "--baseline-replicates", "2", "--fraction", "0.3", "--folds", "3", "--max-epochs", "4",
  ]

  private static func panel(in folder: TemporaryFolder) throws -> String {
    let path = folder.path("panel.csv")
    let made = try BuiltBinary.run(["synthesize", "--out", path, "--tasks", "4", "--seed", "3", "-q"])
    #expect(made.status == 0, "\(made.errors)")
    return path
  }

  private static func label(_ panel: String, _ study: String, _ more: [String]) throws -> BuiltBinary.Outcome {
    try BuiltBinary.run(["label", panel] + small + ["--study", study, "-q"] + more)
  }

  /// The protocol's hash in the journal.
  private static func identity(_ study: String) throws -> String {
    let text = try String(contentsOfFile: study + "/labels/journal-1-of-1.jsonl", encoding: .utf8)
    return try #require(text.split(separator: "\n").first.map(String.init))
  }

  private static func settings(_ study: String) throws -> String {
    try String(contentsOfFile: study + "/study.toml", encoding: .utf8)
  }

  @Test func helpTellsThem() throws {
    let help = try BuiltBinary.run(["label", "--help"]).output
    for option in [
      "--like", "--objective", "--task-weights", "--stopping", "--weight-decay", "--weight-decay-rows", "--dropout",
      "--linear-path", "--base-rate-heads", "--averaged-weights", "--checkpoints-per-epoch", "--warm-up-epochs",
      "--rate-decay",
    ] { #expect(help.contains(option), "\(option)") }
  }

  /// Settings that the study's measurements do not belong to are refused and not remembered: the next call goes on as before.
  @Test(arguments: [
    ["label", "--max-epochs", "5"], ["label", "--status", "--objective", "cells"], ["label", "--trainer", "false"],
    ["run", "--learning-rate", "0.01"], ["probe", "--max-epochs", "5"],
  ])
  func whatIsRefusedIsNotRemembered(_ call: [String]) throws {
    let folder = try TemporaryFolder()
    let study = folder.path("study")
    #expect(try Self.label(Self.panel(in: folder), study, []).status == 0)
    let before = try Self.settings(study)
    let refused = try BuiltBinary.run(call + ["--study", study, "-q"])
    #expect(refused.status == 65 && refused.errors.contains("another panel or protocol"), "\(refused.errors)")
    #expect(try Self.settings(study) == before)
    #expect(try BuiltBinary.run(["label", "--study", study, "-q"]).status == 0)
  }

  /// Each option is part of the protocol; `paper` is the protocol that there was before.
  @Test func optionsReachTheJournals() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    try Data("task,weight\ntask1,2\n".utf8).write(to: URL(filePath: folder.path("weights.csv")))
    let weights = ["--task-weights", folder.path("weights.csv")]
    let options: [[String]] = [
      [], ["--like", "paper"], ["--like", "chemprop"], ["--objective", "cells"], ["--stopping", "per-head"],
      ["--weight-decay", "3", "--weight-decay-rows", "100"], ["--dropout", "0.2"], ["--linear-path"],
      ["--base-rate-heads"], ["--averaged-weights", "0.8"], ["--checkpoints-per-epoch", "2"],
      ["--warm-up-epochs", "2"], ["--rate-decay", "0.9"], weights,
    ]
    var identities: [String] = []
    for (index, more) in options.enumerated() {
      let study = folder.path("study\(index)")
      let outcome = try Self.label(panel, study, more)
      #expect(outcome.status == 0, "\(more): \(outcome.errors)")
      identities.append(try Self.identity(study))
    }
    #expect(identities[0] == identities[1])
    #expect(Set(identities).count == options.count - 1)
    #expect(try !Self.settings(folder.path("study0")).contains("training"))
    #expect(try Self.settings(folder.path("study13")).contains("[training.task_weights]\ntask1 = 2"))
    // The file gives the same study again, and what is typed wins over it.
    let again = ["--config", folder.path("study5/study.toml")]
    #expect(try Self.label(panel, folder.path("again"), again).status == 0)
    #expect(try Self.identity(folder.path("again")) == identities[5])
    #expect(try Self.label(panel, folder.path("other"), again + ["--like", "paper"]).status == 0)
    #expect(try Self.identity(folder.path("other")) == identities[0])
  }

  /// Settings of tasks alone change nothing but the tasks alone.
  @Test func aloneAndTogetherAreSetApart() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    #expect(try Self.label(panel, folder.path("plain"), []).status == 0)
    let config = folder.path("config.toml")
    try Data("[training.alone]\nlinear_path = true\n".utf8).write(to: URL(filePath: config))
    #expect(try Self.label(panel, folder.path("alone"), ["--config", config]).status == 0)
    func losses(_ study: String, pairs: Bool) throws -> Set<String> {
      let text = try String(contentsOfFile: folder.path(study) + "/labels/journal-1-of-1.jsonl", encoding: .utf8)
      let networks = text.split(separator: "\n").dropFirst().filter { !$0.contains("\"learner\":\"linear\"") }
      let lines = networks.filter { $0.contains(#/"tasks":\[\d+,/#) == pairs }
      return Set(lines.map { String($0.replacing(#/"(seconds|protocol|mark)":[^,}]*/#, with: "")) })
    }
    #expect(try losses("plain", pairs: true) == losses("alone", pairs: true))
    #expect(try losses("plain", pairs: false).isDisjoint(with: losses("alone", pairs: false)))
  }

  @Test(arguments: [
    ("task,weight\nnone,2\n", "none", "task1"), ("task,weight\ntask1,0\n", "task1,0", "weight"),
    ("task,weight\ntask1,1\ntask1,2\n", "twice", "3"), ("task,factor\ntask1,1\n", "weight", "factor"),
  ])
  func wrongWeightsAreRefused(text: String, says: String, and: String) throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    let file = folder.path("task1,0.csv")
    try Data(text.utf8).write(to: URL(filePath: file))
    let outcome = try Self.label(panel, folder.path("study"), ["--task-weights", file])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains(says) && outcome.errors.contains(and), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("study/labels")))
  }

  @Test(arguments: [["--dropout", "1"], ["--objective", "rows"], ["--like", "me"], ["--rate-decay", "0"]])
  func wrongValuesAreRefused(options: [String]) throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    let outcome = try Self.label(panel, folder.path("study"), options)
    #expect(outcome.status == 64 && outcome.errors.contains(options[0]), "\(outcome.errors)")
  }

  /// The probe trains as the study does; combiners are compared where training stops in the plain way.
  @Test func theProbeHonoursThem() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(in: folder)
    func probe(_ study: String, _ more: [String]) throws -> BuiltBinary.Outcome {
      let few = ["--probe-replicates", "1", "--probe-epochs", "2", "--folds", "3", "--max-epochs", "2", "-q"]
      let columns = ["--task-column", "task", "--target-columns", "target", "--id-column", "sample"]
      return try BuiltBinary.run(["probe", panel] + columns + ["--study", folder.path(study)] + few + more)
    }
    func similarities(_ study: String) throws -> String {
      try String(contentsOfFile: folder.path(study) + "/probe/similarity.csv", encoding: .utf8)
    }
    #expect(try probe("plain", []).status == 0)
    for (index, more) in [["--dropout", "0.3"], ["--linear-path"], ["--objective", "cells"]].enumerated() {
      #expect(try probe("other\(index)", more).status == 0)
      #expect(try similarities("other\(index)") != similarities("plain"), "\(more)")
    }
    let refused = try probe("refused", ["--stopping", "per-head", "--compare-combiners"])
    #expect(refused.status == 64 && refused.errors.contains("--stopping joint"), "\(refused.errors)")
  }
}
