import Foundation
import KindredTestSupport
import Molecules
import Testing

/// A table of SMILES and endpoints, and nothing else.
@Suite("Commands on molecules", .enabled(if: RDKit.isAvailable, "built without RDKit"))
struct MoleculeCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func panel(_ smiles: (Int) -> String) throws -> String {
    let lines = (0..<60).map { r in "\(smiles(r)),\(r % 7),\(r * r % 31),\(r % 3 == 0 ? 1 : 0)" }
    return try folder.write((["smiles,a,b,c"] + lines).joined(separator: "\n") + "\n", as: "p.csv")
  }

  private func chain(_ row: Int) -> String { String(repeating: "C", count: row % 20 + 1) + ["O", "N", "S"][row / 20] }

  @Test func runNeedsNothingElse() throws {
    let path = try panel { $0 == 4 ? "C1C" : $0 == 5 ? "" : chain($0) }
    let study = folder.path("study")
    let run = try BuiltBinary.run(
      ["run", path, "--smiles-columns", "smiles", "--study", study, "--budget", "0"])
    #expect(run.status == 0, "\(run.errors)")
    let skipped = String(decoding: try folder.bytes("study/skipped.csv"), as: UTF8.self)
    #expect(skipped == "line,text,reason\n6,C1C,not a SMILES\n7,,no SMILES\n")
    let kept = try folder.bytes("study/molecules.bin")
    let again = try BuiltBinary.run(["group", "--study", study])
    #expect(again.status == 0 && again.errors.contains("2 rows left out"), "\(again.errors)")
    #expect(try folder.bytes("study/molecules.bin") == kept)
    let settings = String(decoding: try folder.bytes("study/study.toml"), as: UTF8.self)
    #expect(settings.contains("smiles_columns = [\"smiles\"]") && settings.contains("duplicates = \"keep\""))
    // RDKit itself says nothing.
    #expect(!run.errors.contains("SMILES Parse Error") && !run.errors.contains("["), "\(run.errors)")
  }

  @Test func optionsAreRememberedAndChecked() throws {
    let path = try panel { chain($0) }
    let study = folder.path("s")
    let relate = try BuiltBinary.run(
      ["relate", path, "--smiles-columns", "smiles", "--study", study, "--fingerprint", "joined:1:128", "-q"]
        + ["--largest-fragment", "--duplicates", "median"])
    #expect(relate.status == 0, "\(relate.errors)")
    let settings = String(decoding: try folder.bytes("s/study.toml"), as: UTF8.self)
    #expect(settings.contains("fingerprint = \"joined:1:128\"") && settings.contains("largest_fragment = true"))
    #expect(try BuiltBinary.run(["group", "--study", study, "--help"]).status == 0)
    for wrong in [["--fingerprint", "ecfp4"], ["--fingerprint", "morgan:2:7"], ["--duplicates", "all"]] {
      let outcome = try BuiltBinary.run(["inspect", path, "--smiles-columns", "smiles"] + wrong)
      #expect(outcome.status == 64, "\(wrong): \(outcome.errors)")
    }
    let odd = try BuiltBinary.run(["inspect", path, "--target-columns", "a", "b", "--largest-fragment"])
    #expect(odd.status == 0, "\(odd.errors)")
    let none = try BuiltBinary.run(
      ["inspect", folder.write("x,a,b\n" + (0..<20).map { "\($0)5,\($0),\($0 * $0)\n" }.joined(), as: "x.csv")]
        + ["--target-columns", "a", "b", "--largest-fragment"])
    #expect(none.status == 64 && none.errors.contains("--smiles-columns"), "\(none.errors)")
  }

  @Test func threadsDoNotMatter() throws {
    let path = try panel { chain($0) }
    for threads in ["1", "3"] {
      let outcome = try BuiltBinary.run(
        ["relate", path, "--smiles-columns", "smiles", "--study", folder.path(threads), "--threads", threads, "-q"])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    #expect(try folder.bytes("1/relations.csv") == folder.bytes("3/relations.csv"))
    #expect(try folder.bytes("1/molecules.bin") == folder.bytes("3/molecules.bin"))
  }
}
