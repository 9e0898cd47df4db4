import Foundation
import KindredTestSupport
import Tables
import Testing

/// `--primary`: helpers of the tasks that matter.
@Suite struct PrimaryCommandTests {
  private static func words(_ panel: ProbePanel, _ study: String) -> [String] {
    [
      "run", panel.path, "--target-columns", "task*", "--id-column", "sample", "--study", panel.study(study),
      "--replicates", "2", "--baseline-replicates", "3", "--plan-replicates", "2", "--max-epochs", "5", "--patience",
      "2", "-q",
    ]
  }

  private static func contents(_ study: String) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in ["helpers.csv", "helpers.json", "verification.csv", "report.html"] {
      result[name] = try Data(contentsOf: URL(filePath: study + "/" + name))
    }
    return result
  }

  private static func journalSets(_ study: String) throws -> [[Int]] {
    let text = try String(contentsOfFile: study + "/labels/journal-1-of-1.jsonl", encoding: .utf8)
    return try text.split(separator: "\n").dropFirst().map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(object?["tasks"] as? [Int])
    }
  }

  @Test func choosesHelpersAndTrainsNothingElse() throws {
    let panel = try ProbePanel()
    let study = panel.study("study")
    let outcome = try BuiltBinary.run(Self.words(panel, "study") + ["--primary", "task1", "--threads", "2"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("Train task1 "), "\(outcome.output)")
    let helpers = try Table.read(study + "/helpers.csv")
    #expect(helpers.columnNames == ["primary", "helper", "order", "gain", "gain_se", "decision"])
    #expect(Set(try helpers.texts("primary")) == ["task1"] && helpers.rowCount == 4)
    #expect(Set(try helpers.texts("helper")) == ["task2", "task3", "task4", "task5"])
    let decisions = Set(try helpers.texts("decision"))
    #expect(decisions.isSubset(of: ["helper", "dropped", "no better", "excluded"]), "\(decisions)")
    let verification = try Table.read(study + "/verification.csv")
    #expect(Set(try verification.texts("plan")).isSuperset(of: ["linear alone", "alone", "all together"]))
    #expect(Set(try verification.texts("task")) == ["task1"])
    #expect(try Self.journalSets(study).allSatisfy { $0.contains(0) })
    for file in ["gains.csv", "groups.csv", "probe", "predictor.json"] {
      #expect(!FileManager.default.fileExists(atPath: study + "/" + file), "\(file)")
    }
    let report = try String(contentsOfFile: study + "/report.html", encoding: .utf8)
    #expect(report.contains("Helpers of task1") && report.contains("id=\"helpers-1\""))
    for (name, data) in try Self.contents(study) {
      let text = String(decoding: data, as: UTF8.self)
      #expect(name.hasSuffix("html") || !text.contains("nan") && !text.contains("inf"), "\(name)")
    }
    try repeats(panel, study)
    try otherCommands(study)
  }

  /// A second call trains nothing, and another study on one thread gives the same bytes.
  private func repeats(_ panel: ProbePanel, _ study: String) throws {
    let before = try Self.contents(study)
    let journal = try Data(contentsOf: URL(filePath: study + "/labels/journal-1-of-1.jsonl"))
    #expect(try BuiltBinary.run(["run", "--study", study, "-q"]).status == 0)
    #expect(try Self.contents(study) == before)
    #expect(try Data(contentsOf: URL(filePath: study + "/labels/journal-1-of-1.jsonl")) == journal)
    let single = Self.words(panel, "single") + ["--primary", "task1", "--threads", "1"]
    #expect(try BuiltBinary.run(single).status == 0)
    var other = try Self.contents(panel.study("single"))
    other["report.html"] = before["report.html"]
    #expect(other == before)
  }

  /// Answers for programs, other primary tasks, and back to groups.
  private func otherCommands(_ study: String) throws {
    for command in ["group", "verify", "report"] {
      let outcome = try BuiltBinary.run([command, "--study", study, "-q", "--json"])
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
      #expect(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) is [String: Any])
    }
    let two = try BuiltBinary.run(["group", "--study", study, "-q", "--primary", "task[12]"])
    #expect(two.status == 0 && two.output.contains("task2: "), "\(two.errors)")
    #expect(
      try String(contentsOfFile: study + "/study.toml", encoding: .utf8).contains(#"primary = ["task1", "task2"]"#))
    #expect(Set(try Table.read(study + "/helpers.csv").texts("primary")) == ["task1", "task2"])
    let groups = try BuiltBinary.run(["run", "--study", study, "-q", "--no-primary", "--no-probe"])
    #expect(groups.status == 0 && FileManager.default.fileExists(atPath: study + "/groups.csv"), "\(groups.errors)")
    #expect(try Table.read(study + "/verification.csv").texts("task").contains("task5"))
  }

  @Test func aPlanWithoutABudgetCannotBeJudged() throws {
    let panel = try ProbePanel()
    let mine = panel.folder.path("mine.csv")
    try Data("group,task\n1,task1\n1,task2\n".utf8).write(to: URL(filePath: mine))
    for (name, more) in [("groups", [String]()), ("helpers", ["--primary", "task1"])] {
      let words = Self.words(panel, name) + ["--budget", "0", "--plan", "mine=" + mine] + more
      let outcome = try BuiltBinary.run(words)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("Your own plan mine cannot be judged"), "\(outcome.output)")
    }
    let helpers = try Table.read(panel.study("helpers") + "/helpers.csv")
    #expect(try helpers.optionalNumbers("gain").allSatisfy { $0 == nil })
    #expect(Set(try helpers.texts("decision")).isSubset(of: ["unmeasured", "excluded"]))
    // A budget later on measures after all, and judges it.
    let more = try BuiltBinary.run(["run", "--study", panel.study("helpers"), "-q", "--budget", "1000"])
    #expect(more.status == 0 && !more.output.contains("cannot be judged"), "\(more.errors)")
    #expect(Set(try Table.read(panel.study("helpers") + "/verification.csv").texts("plan")).contains("mine"))
  }

  @Test func mistakesAreRefusedInWords() throws {
    let panel = try ProbePanel()
    let cases: [([String], Int32, String)] = [
      (["--primary", "Task1"], 64, "Did you mean 'task1'?"), (["--primary", "tsk2"], 64, "Did you mean 'task2'?"),
      (["--primary", "elsewhere"], 64, "kindred inspect lists the tasks"),
      (["--primary", "task1", "--max-groups", "2"], 64, "--max-groups is set beside --primary"),
      (["--primary", "task1", "--overlapping"], 64, "--overlapping is set beside --primary"),
      (["--primary", "task1", "--fraction", "0.5"], 64, "--budget"),
      (["--primary", "task1", "--solver", "beam"], 64, "--solver"),
      (["--primary", "task1", "--no-primary"], 64, "exclude each other"),
    ]
    for (index, (more, status, words)) in cases.enumerated() {
      let outcome = try BuiltBinary.run(Self.words(panel, "study\(index)") + more)
      #expect(outcome.status == status && outcome.errors.contains(words), "\(more): \(outcome.errors)")
    }
    let table = try BuiltBinary.run(["group", "--gains", panel.path, "--primary", "task1"])
    #expect(table.status == 64 && table.errors.contains("--primary"))
  }
}
