import Foundation
import KindredTestSupport
import Molecules
import Tables
import Testing

/// Options of folds and formats that other tests try inside of the library only, through the program.
@Suite("Commands on folds and formats")
struct FoldCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let small = [
    "--replicates", "2", "--baseline-replicates", "2", "--max-epochs", "3", "--plan-replicates", "2",
    "--fraction", "1", "--no-probe", "-q",
  ]

  /// 90 rows with thirteen series, a year, and molecules of thirteen rings.
  private func panel() throws -> String {
    let rings = [
      "c1ccccc1", "C1CCCCC1", "c1ccncc1", "C1CCCC1", "c1ccsc1", "C1CCNCC1", "c1ccoc1", "C1CC1", "C1CCOC1",
      "C1CCSC1", "c1cnoc1", "C1CCCCCC1", "c1cnsc1",
    ]
    let rows = (0..<90).map { row in
      let (x, y) = (Double(row * 37 % 90) / 9, Double(row * 53 % 90) / 9)
      return
        "\(String(repeating: "C", count: 1 + row / 13))\(rings[row % 13]),\(x),\(y),s\(row % 13),\(1990 + row / 3),\(x + y),\(x - y)"
    }
    return try folder.write((["smiles,x,y,series,year,a,b"] + rows).joined(separator: "\n") + "\n", as: "p.csv")
  }

  /// The gains and settings of a run, and of the one without the option.
  private func run(_ options: [String]) throws -> (gains: [Double], settings: String, others: [Double]) {
    let path = try panel()
    let both = try [options, []].enumerated().map { number, options in
      let study = folder.path("study\(number)")
      let words = ["run", path, "--target-columns", "a", "b", "--ignore-columns", "series", "year", "--study", study]
      let run = try BuiltBinary.run(words + options + Self.small)
      #expect(run.status == 0, "\(run.errors)")
      return (
        try Table.read(study + "/gains.csv").numbers("loss_alone"),
        try String(contentsOfFile: study + "/study.toml", encoding: .utf8)
      )
    }
    return (both[0].0, both[0].1, both[1].0)
  }

  @Test func clustersStayTogether() throws {
    let (gains, settings, others) = try run(["--cluster-column", "series"])
    #expect(settings.contains("cluster_column = \"series\"") && gains != others)
    let wrong = try BuiltBinary.run(["inspect", panel(), "--target-columns", "a", "b", "--cluster-column", "serie"])
    #expect(wrong.status == 65 && wrong.errors.contains("series"), "\(wrong.errors)")
  }

  @Test func thePastTrainsAndTheFutureTests() throws {
    let (gains, settings, others) = try run(["--time-column", "year"])
    #expect(settings.contains("time_column = \"year\"") && gains != others)
    let wrong = try BuiltBinary.run(["inspect", panel(), "--target-columns", "a", "b", "--time-column", "series"])
    #expect(wrong.status == 65 && wrong.errors.contains("series"), "\(wrong.errors)")
  }

  @Test(.enabled(if: RDKit.isAvailable, "built without RDKit"))
  func scaffoldsStayTogether() throws {
    let path = try panel()
    let study = folder.path("scaffolds")
    let run = try BuiltBinary.run(
      [
        "run", path, "--smiles-columns", "smiles", "--target-columns", "a", "b", "--ignore-columns", "x", "y", "series",
        "year",
      ]
        + ["--scaffold-folds", "--study", study] + Self.small)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try String(contentsOfFile: study + "/study.toml", encoding: .utf8).contains("scaffold_folds = true"))
    // What is tested has no ring system that was trained on.
    let splits = try FileManager.default.subpathsOfDirectory(atPath: study).first {
      $0.hasSuffix("training/alone-1.csv")
    }
    if let splits {
      let table = try Table.read(study + "/" + splits)
      let rings = try zip(table.texts("smiles"), table.texts("split")).map {
        ($0.drop { $0 == "C" && !$0.isNumber }, $1)
      }
      let tested = Set(rings.filter { $0.1 == "test" }.map { String($0.0) })
      #expect(tested.isDisjoint(with: rings.filter { $0.1 == "train" }.map { String($0.0) }))
    }
    let wrong = try BuiltBinary.run([
      "inspect", path, "--target-columns", "a", "b", "--ignore-columns", "smiles", "--scaffold-folds",
    ])
    #expect(wrong.status != 0, "no molecules, no scaffolds: \(wrong.output.prefix(200))")
  }

  /// A program called `duckdb` that copies the text beside the file that it is asked for.
  @Test func parquetIsReadByDuckDB() throws {
    let text = try String(contentsOfFile: panel(), encoding: .utf8)
    _ = try folder.write(text, as: "answer.csv")
    let parquet = try folder.write("PAR1" + text, as: "it's.parquet")
    let bin = folder.path("bin")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    let script = """
      #!/bin/sh
      case "$2" in *"read_parquet('$PARQUET')"*) ;; *) echo "no such file: $2" >&2; exit 3 ;; esac
      out=$(printf '%s' "$2" | sed "s/.*) TO '\\([^']*\\)'.*/\\1/")
      cp "$ANSWER" "$out"
      """
    _ = try folder.write(script, as: "bin/duckdb")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bin + "/duckdb")
    let words = ["inspect", parquet, "--target-columns", "a", "b", "--ignore-columns", "series", "smiles"]
    let escaped = parquet.replacingOccurrences(of: "'", with: "''")
    let found = ["PATH": bin + ":/usr/bin:/bin", "ANSWER": folder.path("answer.csv"), "PARQUET": escaped]
    let read = try BuiltBinary.run(words, environment: found)
    #expect(read.status == 0 && read.output.contains("90"), "\(read.errors)")
    let failed = try BuiltBinary.run(words, environment: found.merging(["PARQUET": "other"]) { $1 })
    #expect(failed.status == 65 && failed.errors.contains("no such file"), "\(failed.errors)")
    let missing = try BuiltBinary.run(words, environment: ["PATH": "/nowhere"])
    #expect(missing.status == 65 && missing.errors.contains("Install duckdb"), "\(missing.errors)")
  }
}
