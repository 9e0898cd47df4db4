import Foundation
import KindredTestSupport
import LinearAlgebra
import Tables
import Testing

/// What `kindred relate` and `kindred probe` say of the same overlap.
@Suite struct OverlapTests {
  /// A panel in which things are measured more than once.
  struct RepeatedPanel: CustomStringConvertible, Sendable {
    let description: String
    let text: String
    let options: [String]

    /// 60 molecules with two rows each: task a was measured on the first, b on the second.
    static let apart = RepeatedPanel(
      description: "wide, a and b on different rows",
      text: (["id,x,y,a,b"]
        + (0..<120).map { row in
          let value = Double(row * 37 % 101) / 10
          return "m\(row / 2),\(row * 13 % 17),\(row * 7 % 11),"
            + (row % 2 == 0 ? "\(value)," : ",\(value + Double(row % 5))")
        }).joined(separator: "\n") + "\n",
      options: ["--target-columns", "a", "b", "--id-column", "id"])

    /// 4 tasks on random rows of 40 things, each thing up to six times; without `id` nobody knows of them.
    static func random(stacked: Bool, named: Bool = true) -> RepeatedPanel {
      var random = RandomStream(seed: 5).split("repeats")
      var lines: [String] = [stacked ? "id,task,x,y,target" : "id,x,y,a,b,c,d"]
      for _ in 0..<240 {
        let thing = random.below(40)
        let inputs = "\(random.below(9)),\(random.below(7))"
        let value = { (random: inout RandomStream) in "\(Double(random.below(1000)) / 100 + Double(thing) / 4)" }
        if stacked {
          lines.append("m\(thing),\(["a", "b", "c", "d"][random.below(4)]),\(inputs),\(value(&random))")
        } else {
          let cells = (0..<4).map { _ in random.below(2) == 0 ? value(&random) : "" }
          lines.append("m\(thing),\(inputs)," + cells.joined(separator: ","))
        }
      }
      let id = named ? ["--id-column", "id"] : ["--ignore-columns", "id"]
      return RepeatedPanel(
        description: "\(stacked ? "stacked" : "wide")\(named ? "" : " without ids")",
        text: lines.joined(separator: "\n") + "\n",
        options: ["--target-columns"] + (stacked ? ["target", "--task-column", "task"] : ["[abcd]"]) + id)
    }

    static let all = [
      apart, random(stacked: false), random(stacked: true), random(stacked: true, named: false),
    ]
  }

  /// Runs both commands and returns their tables: relations, and the probe's similarities and views of held-out rows.
  private func tables(_ panel: RepeatedPanel) throws -> (relations: Table, similarity: Table, views: Table) {
    let folder = try TemporaryFolder()
    let file = try folder.write(panel.text, as: "panel.csv")
    let study = folder.path("study")
    let probing = ["--trunk", "8", "--probe-epochs", "2", "--probe-replicates", "1", "--views", "held-out"]
    for (command, more) in [("relate", []), ("probe", probing)] {
      let outcome = try BuiltBinary.run([command, file] + panel.options + ["--study", study, "-q"] + more)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    return (
      try Table.read(study + "/relations.csv"), try Table.read(study + "/probe/similarity.csv"),
      try Table.read(study + "/probe/views.csv")
    )
  }

  @Test("Relations and probe agree on overlap and label correlation", arguments: RepeatedPanel.all)
  func agreement(panel: RepeatedPanel) throws {
    let (relations, similarity, views) = try tables(panel)
    for (table, names) in [
      (similarity, ["sample_overlap", "shared_rows"]),
      (views, ["containment_a", "containment_b", "label_correlation"]),
    ] {
      for column in ["task_a", "task_b"] { #expect(try table.texts(column) == (try relations.texts(column))) }
      for name in names {
        let (one, other) = (try relations.optionalNumbers(name), try table.optionalNumbers(name))
        let isSame = zip(one, other).allSatisfy { a, b in
          a == b || a.flatMap { a in b.map { (a - $0).magnitude < 1e-9 } } ?? false
        }
        #expect(isSame, "\(name): \(one), \(other)")
      }
    }
  }

  @Test("Two tasks on different rows of the same molecules overlap fully")
  func differentRows() throws {
    let (relations, similarity, _) = try tables(.apart)
    for table in [relations, similarity] {
      #expect(try table.numbers("sample_overlap") == [1])
      #expect(try table.numbers("shared_rows") == [60])
    }
    #expect(try relations.numbers("containment_a") == [1])
    #expect(try relations.numbers("extra_rows_b") == [0])
    #expect(try relations.numbers("data_size") == [120])
  }

  @Test("relate hides the labels of as many rows as it is told")
  func verifyFraction() throws {
    let folder = try TemporaryFolder()
    let panel = RepeatedPanel.random(stacked: false)
    let file = try folder.write(panel.text, as: "panel.csv")
    func relate(_ fraction: String) throws -> [Double?] {
      let study = folder.path("study" + fraction)
      let outcome = try BuiltBinary.run(
        ["relate", file] + panel.options + ["--study", study, "--verify-fraction", fraction, "-q"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try String(contentsOfFile: study + "/study.toml", encoding: .utf8).contains(fraction))
      return try Table.read(study + "/relations.csv").optionalNumbers("label_mean_gap")
    }
    #expect(try relate("0.1") != (try relate("0.3")))
    let refused = try BuiltBinary.run(
      ["relate", file] + panel.options + ["--study", folder.path("no"), "--verify-fraction", "1.5"])
    #expect(refused.status == 64 && refused.errors.contains("verify-fraction"), "\(refused)")
  }
}
