import Foundation
import KindredTestSupport
import Tables
import Testing

/// A small panel of five tasks that `kindred probe` gets through in a moment.
struct ProbePanel {
  let folder: TemporaryFolder
  let path: String

  /// - Parameter overlap: whether all tasks measure all rows; otherwise about half of them.
  init(sharingAllRows: Bool = true) throws {
    folder = try TemporaryFolder()
    path = folder.path("panel.csv")
    let most = sharingAllRows ? "160" : "90"
    let made = try BuiltBinary.run([
      "synthesize", "--out", path, "--tasks", "5", "--clusters", "2", "--rows", "160", "--min-rows", most,
      "--max-rows", most, "--classification-share", "0.4", "--layout", "wide", "--seed", "3", "-q",
    ])
    #expect(made.status == 0, "\(made.errors)")
  }

  /// Which cluster each task belongs to.
  var truth: String { folder.path("panel-truth.csv") }

  func study(_ name: String) -> String { folder.path(name) }

  /// The words of a probe of the panel.
  func words(_ study: String, _ more: [String]) -> [String] {
    [
      "probe", path, "--target-columns", "task*", "--id-column", "sample", "--study", self.study(study), "-q",
      "--trunk",
      "16,8", "--probe-epochs", "3", "--probe-replicates", "2",
    ] + more
  }

  func probe(_ study: String, _ more: [String] = []) throws -> BuiltBinary.Outcome {
    let outcome = try BuiltBinary.run(words(study, more))
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome
  }

  /// A file of a study's probe.
  func file(_ study: String, _ name: String) -> String { self.study(study) + "/probe/" + name }

  /// Every file of a study's probe, by name.
  func contents(_ study: String) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: self.study(study) + "/probe")
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(filePath: file(study, $0)))) })
  }

  func table(_ study: String, _ name: String) throws -> Table { try Table.read(file(study, name)) }

  func json(_ study: String, _ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: file(study, name)))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
