import Foundation
import KindredTestSupport
import LinearAlgebra
import Panels
import Relations
import Testing

/// A slice of a real panel: its first tasks, whole.
struct RealPanel: CustomStringConvertible, Sendable {
  let file: String
  let targets: [String]
  var taskColumn: String?
  let tasks: Int

  var path: String { SharedData.path("data/\(file)") }
  var description: String { file }

  static let all = [
    RealPanel(file: "landmine.csv", targets: ["label"], taskColumn: "task", tasks: 6),
    RealPanel(file: "school.csv", targets: ["ExamScore"], taskColumn: "task", tasks: 12),
    // Names that begin with neither f(p) nor i(d).
    RealPanel(file: "sider_ecfp1024.csv.gz", targets: ["[!fi]*"], tasks: 2),
    RealPanel(file: "kinase20_ecfp1024.csv.gz", targets: ["[!fi]*"], tasks: 3),
  ]

  /// The panel with all its rows and only the first tasks.
  func read() throws -> Panel {
    let options = PanelOptions(targetColumns: targets, ignoreColumns: ["id"], taskColumn: taskColumn)
    let panel = try PanelReader.read(files: [path], options: options).panel
    return panel.replacing(tasks: Array(panel.tasks.prefix(tasks)))
  }
}

/// The script that computes relations without the project's code.
enum NumPyOracle {
  static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Benchmarks/python/relations.py").path

  static let isThere = (try? run(["-c", "import numpy, scipy"], output: nil)) == 0

  /// Runs python3, its output to a file, and returns its exit status.
  static func run(_ arguments: [String], output: String?) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["OPENBLAS_NUM_THREADS": "1"]) { $1 }
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    if let output {
      try Data().write(to: URL(filePath: output))
      process.standardOutput = FileHandle(forWritingAtPath: output)
    }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

@Suite struct NumPyAgreementTests {
  @Test(
    "Relations of real panels equal those of NumPy and SciPy",
    .enabled(if: NumPyOracle.isThere && SharedData.has("data/landmine.csv")), arguments: RealPanel.all)
  func agreement(real: RealPanel) throws {
    let panel = try real.read()
    let folder = try TemporaryFolder()
    let output = folder.path("relations.csv")
    let arguments =
      [NumPyOracle.script, real.path, "--first-tasks", "\(real.tasks)", "--ignore", "id", "--targets"] + real.targets
      + (real.taskColumn.map { ["--task-column", $0] } ?? [])
    try #require(try NumPyOracle.run(arguments, output: output) == 0)
    let expected = try RelationTable.read(output, taskNames: panel.tasks.map(\.name))
    let table = try computeRelations(
      of: panel, settings: RelationSettings(maxRowsPerTask: 10_000),
      excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount), threads: 2
    ).table
    var found: [String] = []
    for (index, value) in table.values.elements.enumerated()
    where disagreement(value, expected.values.elements[index]) != nil {
      let column = table.columns[index % table.columns.count]
      found.append("\(column.name): \(value), \(expected.values.elements[index])")
    }
    #expect(found == [], "\(real)")
  }
}
