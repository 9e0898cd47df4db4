import Diagnostics
import Foundation
import Kindred
import KindredTestSupport
import Tables
import Testing

/// The figures of a tiny study, step by step, beside the number of the algorithm that made them.
///
/// A change of results must raise the number of its step (`Sources/Kindred/Steps`), or files of older versions would pass for
/// up to date. To take over new figures, run the test with `KINDRED_GOLDEN=write` after raising the number.
@Suite struct GoldenStudyTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "golden.json")

  private struct Golden: Codable, Equatable {
    var algorithm: Int
    /// Means and mean squares of a file's columns, and counts of its rows.
    var figures: [String: Double]
  }

  @Test func resultsChangeOnlyWithTheAlgorithmNumber() throws {
    let made = try Self.measure()
    if ProcessInfo.processInfo.environment["KINDRED_GOLDEN"] == "write" {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try encoder.encode(made).write(to: Self.file)
    }
    let golden = try JSONDecoder().decode([String: Golden].self, from: Data(contentsOf: Self.file))
    #expect(Set(made.keys) == Set(golden.keys))
    for (step, known) in golden {
      let now = try #require(made[step])
      #expect(
        now.algorithm == known.algorithm,
        "\(step): run this test with KINDRED_GOLDEN=write to take over its new figures")
      for (name, value) in known.figures {
        let figure = now.figures[name] ?? .nan
        // Other processors round other last bits.
        #expect(
          abs(figure - value) <= 2e-3 * max(abs(value), 1e-3),
          "\(step), \(name): \(figure), was \(value). Results changed: raise the step's algorithm number.")
      }
    }
  }

  private static func measure() throws -> [String: Golden] {
    let folder = try TemporaryFolder()
    let settings = SyntheticPanelSettings(
      tasks: 5, clusters: 2, features: 4, samples: 90, fewestRows: 40, mostRows: 60, layout: .stacked, seed: 11)
    _ = try SyntheticPanel(settings).write(to: folder.path("panel.csv"))
    var golden = try figures(of: study(folder, "study"))
    for (step, figures) in try figures(of: study(folder, "helpers", primary: ["task*1"])) where step != "relate" {
      golden["primary: " + step] = figures
    }
    return golden
  }

  private static func study(_ folder: TemporaryFolder, _ name: String, primary: [String] = []) throws -> Study {
    try Study(folder: folder.path(name), files: [folder.path("panel.csv")], threads: 2) { settings in
      settings.primary = primary
      settings.panel.options.taskColumn = "task"
      settings.panel.options.targetColumns = ["target"]
      settings.panel.options.idColumn = "sample"
      settings.protocol.maxEpochs = 2
      settings.protocol.folds = 3
      settings.protocol.replicates = 2
      settings.protocol.baselineReplicates = 3
      settings.protocol.fraction = 0.6
      settings.plans.replicates = 2
      settings.probe.replicates = 2
      settings.probe.epochs = 2
    }
  }

  private static func figures(of study: Study) throws -> [String: Golden] {
    _ = try study.run()
    let log = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: study.folder.log)))
    let steps = try #require((log as? [String: Any])?["steps"] as? [String: [String: Any]])
    var golden: [String: Golden] = [:]
    for (name, step) in steps {
      var figures: [String: Double] = [:]
      for file in try #require(step["files"] as? [String]) where file.hasSuffix(".csv") {
        for (figure, value) in try Self.figures(of: study.folder.path + "/" + file) {
          figures[file + " " + figure] = value
        }
      }
      golden[name] = Golden(algorithm: try #require(step["algorithm"] as? Int), figures: figures)
    }
    if golden["fit"] != nil { golden["fit"]?.figures["lambda"] = try study.fit().lambda }
    return golden
  }

  private static func figures(of path: String) throws -> [String: Double] {
    let table = try Table.read(path)
    var figures = ["rows": Double(table.rowCount)]
    for name in table.columnNames {
      guard let numbers = try? table.optionalNumbers(name).compactMap({ $0 }), !numbers.isEmpty else { continue }
      figures[name + ", mean"] = numbers.reduce(0, +) / Double(numbers.count)
      figures[name + ", root mean square"] = (numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)).squareRoot()
    }
    return figures
  }
}
