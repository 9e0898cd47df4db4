import Foundation
import Grouping
import KindredTestSupport
import StudyFiles
import Testing

/// Every number of the command line and of a study's files is checked against its range before anything rests on it.
@Suite struct NumberRangeTests {
  private static func panel(_ folder: TemporaryFolder) throws -> String {
    let path = folder.path("panel.csv")
    #expect(try BuiltBinary.run(["synthesize", "--out", path, "--tasks", "4", "-q"]).status == 0)
    return path
  }

  private static let options = ["--task-column", "task", "--target-columns", "target", "--id-column", "sample"]

  private static let run = [
    "--replicates", "2", "--baseline-replicates", "2", "--max-epochs", "2", "--plan-replicates", "2", "--no-probe",
    "-q",
  ]

  /// Below and above each declared range, made from the declaration.
  private static let beyond: [(option: String, value: String)] = StudySettings.bounds.flatMap { name, _, bounds in
    name.contains("_")
      ? [] : [bounds.lowerBound - 1, bounds.upperBound * 2 + 1].map { (name, text($0)) }
  }

  private static func text(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }

  /// What no range holds.
  private static let monsters = ["2147483648", "4294967296", "9223372036854775807", "1e308", "nan", "-1"]

  /// Commands that have an option, apart from those that every command has.
  private static func command(of option: String) -> [String] {
    switch option {
    case "max-rows-per-task": ["relate"]
    case "probe-epochs", "probe-replicates", "probe-tasks", "checkpoint-every": ["probe"]
    case "coverage": ["fit"]
    default: ["run"]
    }
  }

  @Test func optionsBeyondTheirRangesAreRefusedBeforeAnythingIsWritten() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(folder)
    let groups = ["max-groups", "min-group-size", "max-group-size", "cost-budget"].flatMap { option in
      Self.monsters.filter { $0 != "2147483648" || option != "cost-budget" }.map { (option: option, value: $0) }
    }
    let more =
      Self.monsters.map { (option: "max-rows-per-task", value: $0) }
      + [("verify-fraction", "1e-320"), ("threads", "9223372036854775807"), ("budget", "9223372036854775807")]
    for (option, value) in Self.beyond + groups + more where option != "coverage" {
      if (option == "cost-budget") && Double(value).map({ (1e-9...1e12).contains($0) }) == true { continue }
      let name = option == "probe-epochs" ? "epochs" : option == "probe-replicates" ? "replicates" : option
      let study = folder.path("study")
      let command = Self.command(of: option)
      let outcome = try BuiltBinary.run(
        command + [panel] + Self.options + [
          "--study", study, "--\(name == "probe-tasks" ? "max-tasks" : name)=\(value)",
        ])
      #expect(outcome.status == 64, "\(option) \(value): \(outcome.status) \(outcome.errors)")
      #expect(!FileManager.default.fileExists(atPath: study), "\(option) \(value)")
    }
  }

  @Test func badNumbersInTheFilesOfAStudyAreToldWithTheFile() throws {
    let folder = try TemporaryFolder()
    let study = folder.path("study")
    let panel = try Self.panel(folder)
    let made = try BuiltBinary.run(["run", panel] + Self.options + Self.run + ["--study", study])
    #expect(made.status == 0, "\(made.errors)")
    let changes: [(file: String, from: String, to: String)] = [
      ("predictor.json", #"("target" : )[0-9]+"#, "$1-1"), ("predictor.json", #"("task_count" : )[0-9]+"#, "$1-3"),
      ("labels/choice.json", #"("served" : \[\s+)(null|[0-9]+)"#, "$199"),
      ("study.toml", #"(max_rows_per_task = )[0-9]+"#, "$19000000000"), ("study.toml", #"(folds = )[0-9]+"#, "$11"),
      ("study.toml", #"(minimum_size = )[0-9]+"#, "$19223372036854775807"),
    ]
    for (file, pattern, replacement) in changes {
      let path = study + "/" + file
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let changed = text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
      #expect(changed != text, "\(file): \(pattern)")
      try changed.write(toFile: path, atomically: true, encoding: .utf8)
      let outcome = try BuiltBinary.run(["report", "--study", study, "-q"])
      #expect(outcome.status == 65 && outcome.errors.contains(file), "\(file) \(pattern): \(outcome)")
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    // A plan of jobs is made anew, as it follows from the settings.
    let plan = study + "/labels/plan.json"
    let text = try String(contentsOfFile: plan, encoding: .utf8)
    try text.replacingOccurrences(of: #"("pairs" : \[\s+\[\s+)[0-9]+"#, with: "$199", options: .regularExpression)
      .write(toFile: plan, atomically: true, encoding: .utf8)
    #expect(try BuiltBinary.run(["report", "--study", study, "-q"]).output == made.output)
    #expect(try String(contentsOfFile: plan, encoding: .utf8) == text)
  }
}
