import Foundation
import KindredTestSupport
import Testing

/// The trainers that `kindred export` writes, as a study's trainer; each where Python has what it needs.
@Suite struct TrainerProgramTests {
  @Test(.enabled(if: Python.has("sklearn", "pandas"), "Python has no scikit-learn and pandas"))
  func scikitLearnTrains() throws { try check("sklearn", options: ["--trees", "20"]) }

  @Test(.enabled(if: Python.has("xgboost", "pandas"), "Python has no xgboost and pandas"))
  func xgboostTrains() throws { try check("xgboost") }

  @Test(.enabled(if: Python.has("xgboost", "pandas"), "Python has no xgboost and pandas"))
  func xgboostTrainsWithSeveralOutputs() throws { try check("xgboost", options: ["--multi-output"]) }

  @Test(.enabled(if: Python.has("torch", "pandas"), "Python has no torch and pandas"))
  func pyTorchTrains() throws { try check("pytorch") }

  @Test(.enabled(if: Python.hasTimeForChemprop, "Python has no chemprop, or KINDRED_LONG_TESTS is not set"))
  func chempropTrains() throws { try check("chemprop", options: ["--epochs", "3"]) }

  /// One job alone and one of a regression and a classification together, which both beat the null model in what they learn.
  private func check(_ name: String, options: [String] = []) throws {
    let folder = try TemporaryFolder()
    #expect(
      try BuiltBinary.run(["export", "--to", "trainer-\(name)", "--out", folder.path("my trainers"), "-q"]).status == 0)
    let program = folder.path("my trainers/trainer-\(name).py")
    let trainer = ["'\(Python.path)'", "'\(program)'", "{job}"] + options
    let study = folder.path("study")
    let label = try BuiltBinary.run(
      [
        "label", try Self.panel(in: folder), "--study", study, "-q", "--target-columns", "y", "is", "--smiles-columns",
        "smiles", "--folds", "3", "--replicates", "1", "--baseline-replicates", "1", "--fraction", "1", "--trainer",
        trainer.joined(separator: " "),
      ], environment: ["OMP_NUM_THREADS": "1"])
    #expect(label.status == 0 && label.output.contains("5 of 5 jobs done"), "\(label.output)\n\(label.errors)")
    #expect(!label.output.contains("failed"), "\(label.output)")
    guard name != "chemprop" else { return }
    let lines = try String(contentsOfFile: study + "/tasks.csv", encoding: .utf8).split(separator: "\n").dropFirst()
    for line in lines {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let (null, alone) = (try #require(Double(cells[3])), try #require(Double(cells[5])))
      #expect(alone < 0.8 * null, "\(line)")
    }
  }

  /// 150 molecules with a regression and a classification that three numbers and the molecule explain.
  private static func panel(in folder: TemporaryFolder) throws -> String {
    var lines = ["smiles,u,v,w,y,is"]
    for row in 0..<150 {
      let values = [37, 53, 71].map { Double((row * $0) % 149) / 149 }
      let smiles = String(repeating: "C", count: 1 + row % 50) + ["O", "N", "F"][row / 50]
      let y = 100 + 20 * values[0] - 10 * values[1]
      lines.append(
        "\(smiles)," + values.map { "\($0)" }.joined(separator: ",") + ",\(row % 5 == 0 ? "" : "\(y)"),"
          + (row % 7 == 0 ? "" : values[0] > values[2] ? "1" : "0"))
    }
    return try folder.write(lines.joined(separator: "\n") + "\n", as: "panel.csv")
  }
}
