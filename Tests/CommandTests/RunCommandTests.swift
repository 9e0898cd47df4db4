import Foundation
import KindredTestSupport
import LinearAlgebra
import Tables
import Testing

/// `kindred run` on the demo panel, as `make demo` calls it.
@Suite struct RunCommandTests {
  static let demo = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "data/demo").path

  static func arguments(_ study: String) -> [String] {
    [
      "run", demo + "/panel.csv", "--task-column", "task", "--target-columns", "target", "--id-column", "sample",
      "--study", study, "-q",
    ]
  }

  @Test func findsThePlantedClustersAndVerifiesThem() throws {
    let folder = try TemporaryFolder()
    let study = folder.path("study")
    let truth = try Table.read(Self.demo + "/panel-truth.csv")
    // A plan of one's own: the first three tasks together.
    let mine = folder.path("mine.csv")
    let own = try truth.texts("task").prefix(3).map { "1,\($0)\n" }.joined()
    try Data(("group,task\n" + own).utf8).write(to: URL(filePath: mine))
    let outcome = try BuiltBinary.run(Self.arguments(study) + ["--plan", "mine=" + mine])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("Train 3 groups of 4 tasks.") || outcome.output.hasPrefix("Train 4 groups of "))
    #expect(FileManager.default.fileExists(atPath: study + "/tune.csv"))
    let plan = try Table.read(study + "/groups.csv")
    let clusterOf = Dictionary(uniqueKeysWithValues: zip(try truth.texts("task"), try truth.texts("cluster")))
    var clusters: [String: Set<String>] = [:]
    for (group, task) in zip(try plan.texts("group"), try plan.texts("task")) {
      clusters[group, default: []].insert(try #require(clusterOf[task]))
    }
    // No group mixes clusters; a cluster may be trained in two parts.
    let groups = clusters.filter { $0.key != "alone" }
    #expect((3...4).contains(groups.count) && groups.values.allSatisfy { $0.count == 1 }, "\(clusters)")
    try checkFiles(study)
    try checkHandOver(study)
    try repeats(study)
  }

  /// The file that people hand on holds what groups were built on, and the report shows the gains of groups.csv.
  private func checkHandOver(_ study: String) throws {
    let outcome = try BuiltBinary.run(["group", "--gains", study + "/affinities.csv", "--json", "--solver", "beam"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"missing_pairs\" : 0"))
    let report = try String(contentsOfFile: study + "/report.html", encoding: .utf8)
    let groups = try Table.read(study + "/groups.csv")
    for (task, gain) in zip(try groups.texts("task"), try groups.numbers("predicted_gain")) {
      let percent = (abs(gain) * 1000).rounded() / 10
      let text = "<span>\(task)</span><span>\(gain < 0 ? "−" : "+")\(percent) %</span>"
      #expect(report.contains(text), "\(task): the report does not say \(percent) %")
    }
  }

  /// The files and columns that other programs rely on.
  private func checkFiles(_ study: String) throws {
    let columns = [
      "gains.csv":
        "target,partner,replicates,gain,gain_se,metric,metric_benefit,metric_benefit_se,loss_alone,loss_together",
      "tasks.csv":
        "task,kind,rows,loss_null,loss_linear,loss_alone,loss_alone_se,skill,skill_se,metric,metric_linear,metric_alone",
      "affinities.csv":
        "target,partner,predicted_gain,lower,upper,measured_gain,measured_se,similarity,evidence,gain",
      "groups.csv": "group,task,served,predicted_gain", "verification.csv": "plan,replicate,task,loss,metric",
    ]
    for (file, header) in columns {
      let text = try String(contentsOfFile: study + "/" + file, encoding: .utf8)
      #expect(text.hasPrefix(header + "\n"), "\(file)")
      #expect(!text.lowercased().contains("nan") && !text.contains("inf"), "\(file)")
    }
    let affinities = try Table.read(study + "/affinities.csv")
    #expect(affinities.rowCount == 12 * 11)
    let plans = Set(try Table.read(study + "/verification.csv").texts("plan"))
    let rivals = ["linear alone", "all alone", "all together", "mine", "label correlation", "random"]
    #expect(plans.isSuperset(of: rivals), "\(plans)")
    // Other rules may lead to the same networks, which are trained once.
    #expect(plans.subtracting(rivals).subtracting(["label clusters", "partner effects"]).count <= 1, "\(plans)")
    for file in [
      "study.toml", "run.json", "panel.json", "predictor.json", "metrics.json", "groups.json", "report.html",
      "probe/similarity.csv",
    ] {
      #expect(FileManager.default.fileExists(atPath: study + "/" + file), "\(file)")
    }
    #expect(try String(contentsOfFile: study + "/report.html", encoding: .utf8).contains("Gradient probe"))
  }

  /// Nothing is trained; what other panels say is written, and said to be that.
  @Test func aBudgetOfNothingPredictsFromOtherPanels() throws {
    let folder = try TemporaryFolder()
    let study = folder.path("study")
    let outcome = try BuiltBinary.run(Self.arguments(study) + ["--budget", "0"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("No pair was measured, so no groups are recommended."))
    #expect(outcome.output.contains("12 tasks of ") && outcome.output.contains("By them alone one would try: Train "))
    let affinities = try Table.read(study + "/affinities.csv")
    #expect(affinities.rowCount == 12 * 11)
    #expect(Set(try affinities.texts("evidence")) == ["predicted"])
    #expect(Set(try affinities.texts("predicted_gain")).count > 10)
    let text = try String(contentsOfFile: study + "/affinities.csv", encoding: .utf8)
    #expect(!text.lowercased().contains("nan") && !text.contains("inf"))
    #expect(try Table.read(study + "/groups.csv").texts("group") == [String](repeating: "alone", count: 12))
    for file in ["verification.csv", "predictor.json"] {
      #expect(!FileManager.default.fileExists(atPath: study + "/" + file), "\(file)")
    }
    // A table of gains without a row is no reason not to probe.
    let probe = try BuiltBinary.run(
      ["probe", "--study", study, "-q", "--probe-replicates", "1", "--probe-epochs", "1", "--views", "held-out"])
    #expect(probe.status == 0, "\(probe.errors)")
    // A budget later on measures after all.
    let more = try BuiltBinary.run(["run", "--study", study, "-q", "--budget", "4000", "--max-epochs", "5"])
    #expect(more.status == 0 && FileManager.default.fileExists(atPath: study + "/verification.csv"), "\(more.errors)")
  }

  /// A time is what everything may take: it is kept with the plan of the labels, and plans get fewer replicates.
  @Test func aTimeIsForTheWholeCall() throws {
    let folder = try TemporaryFolder()
    let study = folder.path("study")
    let arguments = Self.arguments(study).filter { $0 != "-q" }
    let outcome = try BuiltBinary.run(arguments + ["--budget", "2s", "--max-epochs", "40"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let plan = try String(contentsOfFile: study + "/labels/plan.json", encoding: .utf8)
    #expect(plan.contains("\"call_seconds\" : 2"))
    if FileManager.default.fileExists(atPath: study + "/verification.csv") {
      let replicates = Set(try Table.read(study + "/verification.csv").texts("replicate")).count
      #expect((2...10).contains(replicates))
      #expect(replicates == 10 || outcome.errors.contains("The budget leaves \(replicates) replicates of each plan"))
    }
  }

  /// The smallest panels there are: one pair, and three.
  @Test(arguments: [2, 3]) func fewTasksAreEnough(tasks: Int) throws {
    let folder = try TemporaryFolder()
    var stream = RandomStream(seed: 5)
    var text = "id,x," + (0..<tasks).map { "y\($0)" }.joined(separator: ",") + "\n"
    for row in 0..<80 {
      let x = stream.normal()
      text += "\(row),\(x)," + (0..<tasks).map { _ in "\(x + 0.3 * stream.normal())" }.joined(separator: ",") + "\n"
    }
    try Data(text.utf8).write(to: URL(filePath: folder.path("panel.csv")))
    let study = folder.path("study")
    let outcome = try BuiltBinary.run([
      "run", folder.path("panel.csv"), "--id-column", "id", "--target-columns", "y*", "--study", study, "--max-epochs",
      "20",
      "--replicates", "2", "--baseline-replicates", "4", "--plan-replicates", "2", "-q",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try Table.read(study + "/affinities.csv").rowCount == tasks * (tasks - 1))
  }

  @Test func predictGoesByTheModelItIsGiven() throws {
    let folder = try TemporaryFolder()
    let study = folder.path("study")
    #expect(try BuiltBinary.run(Self.arguments(study) + ["--budget", "0"]).status == 0)
    func predict(_ model: String) throws -> BuiltBinary.Outcome {
      try BuiltBinary.run(["predict", "--study", study, "--model", model, "-q"])
    }
    let brought = try Data(contentsOf: URL(filePath: study + "/affinities.csv"))
    let file = URL(filePath: Self.demo).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "models/prior.json").path
    #expect(try predict(file).status == 0)
    #expect(try Data(contentsOf: URL(filePath: study + "/affinities.csv")) == brought)
    let missing = try predict(folder.path("no.json"))
    #expect(missing.status == 66 && missing.errors.contains("no.json"), "\(missing.errors)")
    try Data("{}".utf8).write(to: URL(filePath: folder.path("bad.json")))
    let bad = try predict(folder.path("bad.json"))
    #expect(bad.status == 65 && bad.errors.contains("make prior"), "\(bad.errors)")
  }

  @Test func theProbeCanBeLeftOut() throws {
    let panel = try ProbePanel()
    let study = panel.study("study")
    let words = [
      "run", panel.path, "--target-columns", "task*", "--id-column", "sample", "--study", study, "--replicates", "2",
      "--baseline-replicates", "2", "--plan-replicates", "2", "--max-epochs", "5", "--patience", "2", "-q",
    ]
    #expect(try BuiltBinary.run(words + ["--no-probe"]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: study + "/probe"))
    // Remembered, and taken back.
    #expect(try BuiltBinary.run(["run", "--study", study, "-q"]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: study + "/probe"))
    #expect(try BuiltBinary.run(["run", "--study", study, "-q", "--probe"]).status == 0)
    #expect(FileManager.default.fileExists(atPath: study + "/probe/similarity.csv"))
    #expect(try String(contentsOfFile: study + "/report.html", encoding: .utf8).contains("Gradient probe"))
  }

  /// A second call does nothing, and another thread count would give the same bytes.
  private func repeats(_ study: String) throws {
    func contents() throws -> [String: Data] {
      var result: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: study)
      where name.hasSuffix(".csv") || name == "report.html" {
        result[name] = try Data(contentsOf: URL(filePath: study + "/" + name))
      }
      return result
    }
    let before = try contents()
    let start = Date()
    #expect(try BuiltBinary.run(["run", "--study", study, "-q", "--threads", "1"]).status == 0)
    #expect(Date().timeIntervalSince(start) < 10)
    #expect(try contents() == before)
    for file in ["predictor.json", "metrics.json", "groups.json"] {
      try FileManager.default.removeItem(atPath: study + "/" + file)
    }
    #expect(try BuiltBinary.run(["run", "--study", study, "-q", "--threads", "1"]).status == 0)
    #expect(try contents() == before)
  }
}
