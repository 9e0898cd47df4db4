import Foundation
import KindredTestSupport
import Tables
import Testing

/// Bounds such as `>5.2` among targets, through the commands.
@Suite("Commands on bounds")
struct BoundCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func panel() throws -> String {
    let rows = (0..<80).map { row -> String in
      let (x, y) = (Double(row * 37 % 80) / 40 - 1, Double(row * 53 % 80) / 40 - 1)
      let a = x + 0.3 * y
      return "\(x),\(y),\(a > 0.5 ? ">0.5" : "\(a)"),\(x - y)"
    }
    return try folder.write((["x,y,a,b"] + rows).joined(separator: "\n") + "\n", as: "p.csv")
  }

  private static let small = [
    "--replicates", "2", "--baseline-replicates", "2", "--max-epochs", "60", "--plan-replicates", "2",
    "--fraction", "1", "--no-probe", "-q",
  ]

  @Test func gainsSayHowManyTargetsAreBounds() throws {
    let path = try panel()
    let inspect = try BuiltBinary.run(["inspect", path, "--target-columns", "a", "b"])
    #expect(inspect.status == 0 && inspect.output.contains("1 task with bounds (>, <)"), "\(inspect.errors)")
    let study = folder.path("study")
    let run = try BuiltBinary.run(["run", path, "--target-columns", "a", "b", "--study", study] + Self.small)
    #expect(run.status == 0, "\(run.errors)")
    let gains = try Table.read(study + "/gains.csv")
    let bounded = Dictionary(zip(try gains.texts("target"), try gains.integers("bounded"))) { one, _ in one }
    #expect(bounded["b"] == 0 && (bounded["a"] ?? 0) > 5, "\(bounded)")
    // The same numbers without their signs are another panel, with other losses.
    let text = try String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(of: ">", with: "")
    let plain = try folder.write(text, as: "plain.csv")
    let other = folder.path("other")
    let second = try BuiltBinary.run(["run", plain, "--target-columns", "a", "b", "--study", other] + Self.small)
    #expect(second.status == 0, "\(second.errors)")
    let theirs = try Table.read(other + "/gains.csv")
    #expect(theirs.column("bounded") == nil)
    #expect(try theirs.numbers("loss_alone") != gains.numbers("loss_alone"))
  }

  @Test func chempropGetsSignsAndABoundedLoss() throws {
    var lines = ["smiles,x,y,a,b"]
    for (row, line) in try String(contentsOfFile: panel(), encoding: .utf8).split(separator: "\n").dropFirst()
      .enumerated()
    {
      lines.append("C\(String(repeating: "C", count: row)),\(line)")
    }
    let path = try folder.write(lines.joined(separator: "\n") + "\n", as: "m.csv")
    let study = folder.path("study")
    let run = try BuiltBinary.run(
      ["run", path, "--target-columns", "a", "b", "--study", study, "--no-linear", "--must-link", "a,b"] + Self.small)
    #expect(run.status == 0, "\(run.errors)")
    let export = try BuiltBinary.run(["export", "--study", study, "--to", "chemprop", "groups"])
    #expect(export.status == 0, "\(export.errors)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: study)
    func content(_ ending: String) throws -> String {
      let name = try #require(files.first { $0.hasSuffix(ending) }, "\(files)")
      return try String(contentsOfFile: study + "/" + name, encoding: .utf8)
    }
    #expect(try content("chemprop/group-1/config.toml").contains("loss-function = \"bounded-mse\""))
    #expect(try content("chemprop/group-1/data.csv").contains(",>0.5,"))
    #expect(try !content("groups/group-1/data.csv").contains(">"))
  }
}
