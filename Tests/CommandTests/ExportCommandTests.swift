import Foundation
import KindredTestSupport
import Testing

/// What `kindred export` writes is read by the programs that it is for, where they are installed.
@Suite struct ExportCommandTests {
  /// A study of 60 molecules and three tasks with groups.
  private static func study(in folder: TemporaryFolder) throws -> String {
    var lines = ["smiles,x,a,b b,\"c#,c\""]
    for row in 0..<60 {
      let x = Double((row * 37) % 60) / 10
      let noise = Double((row * 53) % 17) / 10
      let cells = [x + noise, row % 3 == 0 ? nil : x - noise, row % 4 == 0 ? nil : noise].map {
        $0.map { "\($0)" } ?? ""
      }
      lines.append(
        "\(String(repeating: "C", count: 1 + row % 30))\(row < 30 ? "O" : "N"),\(x)," + cells.joined(separator: ","))
    }
    let panel = try folder.write(lines.joined(separator: "\n") + "\n", as: "panel.csv")
    let study = folder.path("study")
    let outcome = try BuiltBinary.run([
      "label", "--study", study, "-q", "--config",
      try folder.write(
        """
        [panel]
        files = ["\(panel)"]
        [panel.options]
        target_columns = ["a", "b b", "c#,c"]
        smiles_columns = ["smiles"]
        [protocol]
        folds = 3
        max_epochs = 3
        replicates = 2
        baseline_replicates = 2
        fraction = 1
        [plans]
        replicates = 2
        """, as: "settings.toml"),
    ])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return study
  }

  private func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func thePlanIsTakenAway() throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(in: folder)
    let outcome = try BuiltBinary.run(["export", "--study", study, "-q", "--to", "groups", "chemprop", "sparsechem"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.split(separator: "\n").map { $0.split(separator: "/").last } == [
        "groups", "chemprop", "sparsechem",
      ])
    let networks = try FileManager.default.contentsOfDirectory(atPath: study + "/export/groups")
      .filter { $0.hasPrefix("group-") || $0.hasPrefix("alone-") }
    #expect(!networks.isEmpty)
    for network in networks {
      let columns = try read(study + "/export/groups/\(network)/columns.txt").split(separator: "\n")
      #expect(!columns.isEmpty)
      #expect(try read(study + "/export/groups/\(network)/data.csv").hasPrefix("id,smiles,"))
      #expect(try read(study + "/export/chemprop/\(network)/data.csv").hasPrefix("smiles,"))
      #expect(try read(study + "/export/chemprop/train.sh").contains("--config-path \(network)/config.toml"))
      let weights = try read(study + "/export/sparsechem/\(network)/weights_regr.csv")
      #expect(weights.split(separator: "\n").count == 4)
      #expect(weights.matches(of: /,1,1/).count == columns.count)
    }
    #expect(try read(study + "/export/groups/groups.yaml").contains(#"- "c\u0023,c""#))
    // The report's tables are the same.
    #expect(try BuiltBinary.run(["report", "--study", study, "-q"]).status == 0)
    for network in networks {
      #expect(
        try read(study + "/training/\(network).csv") == read(study + "/export/chemprop/\(network)/data.csv"))
    }
  }

  @Test(.enabled(if: Python.has("numpy", "yaml", "pandas"), "Python has no numpy, yaml and pandas"))
  func pythonReadsThePlan() throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(in: folder)
    #expect(try BuiltBinary.run(["export", "--study", study, "-q"]).status == 0)
    let outcome = try Python.run(
      """
      import sys, yaml, numpy, pandas
      plan = yaml.safe_load(open("groups.yaml"))
      mask = numpy.load("task_mask.npy")
      assert plan["tasks"] == ["a", "b b", "c#,c"], plan
      assert mask.dtype == bool and mask.shape == (len(plan["networks"]), 3), mask
      assert sorted(t for n in plan["networks"] for t in n["serves"]) == sorted(plan["tasks"])
      for row, network in zip(mask, plan["networks"]):
          data = pandas.read_csv(network["data"])
          assert [t for t, is_member in zip(plan["tasks"], row) if is_member] == network["columns"]
          assert set(data["split"]) == {"train", "val", "test"} and data[network["columns"]].notna().any(axis=1).all()
      """, in: study + "/export/groups")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test(.enabled(if: Python.hasTimeForChemprop, "Python has no chemprop, or KINDRED_LONG_TESTS is not set"))
  func chempropTrainsAsConfigured() throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(in: folder)
    #expect(try BuiltBinary.run(["export", "--study", study, "-q", "--to", "chemprop"]).status == 0)
    let chemprop = study + "/export/chemprop"
    let path = URL(filePath: Python.path).deletingLastPathComponent().path
    let outcome = try BuiltBinary.shell("PATH='\(path)':$PATH '\(chemprop)/train.sh' --epochs 3 -q")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let model = try #require(try FileManager.default.contentsOfDirectory(atPath: chemprop).first { !$0.contains(".") })
    let predicted = try read("\(chemprop)/\(model)/model/model_0/test_predictions.csv").split(separator: "\n").count - 1
    let tested = try read("\(chemprop)/\(model)/data.csv").matches(of: /,test\n/).count
    #expect(predicted == tested)
  }

  @Test func whatCannotBeExportedIsExplained() throws {
    let folder = try TemporaryFolder()
    let panel = try LabelCommandTests.panel(in: folder)
    let study = folder.path("study")
    #expect(
      try BuiltBinary.run([
        "relate", panel, "--study", study, "--task-column", "task", "--target-columns", "target", "-q",
      ])
      .status == 0)
    for (arguments, status, message) in [
      (["--study", study, "--to", "chemprop"], Int32(65), "SMILES"), (["--to", "slurm"], 64, "--study"),
      (["--study", study, "--to", "nobody"], 64, "nobody"), (["--study", study, "--shards", "0"], 64, "1 to 1000"),
    ] {
      let outcome = try BuiltBinary.run(["export", "-q"] + arguments)
      #expect(outcome.status == status && outcome.errors.contains(message), "\(arguments): \(outcome.errors)")
    }
  }
}

/// The Python of the tests: `KINDRED_PYTHON`, or the first in the PATH.
enum Python {
  static let path = ProcessInfo.processInfo.environment["KINDRED_PYTHON"] ?? "python3"

  /// Whether it is there and has some modules.
  static func has(_ modules: String...) -> Bool {
    let imports = modules.map { "importlib.util.find_spec('\($0)') or sys.exit(1)" }.joined(separator: "; ")
    let outcome = try? BuiltBinary.shell("'\(path)' -c \"import importlib.util, sys; \(imports)\" 2>/dev/null")
    return outcome?.status == 0
  }

  /// Chemprop takes some ten seconds a call.
  static let hasTimeForChemprop =
    ProcessInfo.processInfo.environment["KINDRED_LONG_TESTS"] != nil && has("chemprop")

  static func run(_ program: String, in folder: String) throws -> BuiltBinary.Outcome {
    let file = folder + "/program.py"
    try program.write(toFile: file, atomically: true, encoding: .utf8)
    return try BuiltBinary.shell("cd '\(folder)' && '\(path)' program.py")
  }
}
