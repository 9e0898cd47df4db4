import Foundation
import KindredTestSupport
import Testing

/// What `kindred probe` refuses, with which exit code and in which words; nothing of it is remembered.
@Suite struct ProbeRefusalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var words: [String]
    var status: Int32 = 64
    var says: [String]
    var testDescription: String { words.joined(separator: " ") }
  }

  static let cases = [
    Case(words: ["--probe-epochs", "0"], says: ["--probe-epochs is 0", "1 to 100000"]),
    Case(words: ["--probe-replicates", "0"], says: ["--probe-replicates is 0"]),
    Case(words: ["--probe-tasks", "1"], says: ["--probe-tasks is 1", "2 to"]),
    Case(words: ["--checkpoint-every", "0"], says: ["--checkpoint-every is 0"]),
    Case(words: ["--trunk", "16,0"], says: ["--trunk is 16,0"]),
    Case(words: ["--view", "validation"], says: ["validation", "held-out"]),
    Case(words: ["--views", "train", "all"], says: ["all", "minibatch"]),
    Case(words: ["--combiner", "median"], says: ["median", "pcgrad"]),
    Case(words: ["--combiner", "anchored"], says: ["anchored", "--focal"]),
    Case(words: ["--focal", "pEC50"], says: ["pEC50", "task1"]),
    Case(words: ["--widths", "32,0"], says: ["--widths", "32,0"]),
    Case(words: ["--overlap-sweep", "1.0,1.5"], says: ["--overlap-sweep", "1.5"]),
    Case(words: ["--overlap-sweep", "half"], says: ["--overlap-sweep", "half"]),
    Case(words: ["--overlap-sweep", "1.0,0.5"], status: 65, says: ["share only", "--overlap-sweep"]),
    Case(words: ["--draws", "0"], says: ["--draws is 0"]),
    Case(words: ["--annotations", "nonesuch.csv"], status: 66, says: ["nonesuch.csv"]),
  ]

  @Test(arguments: cases) func isRefused(_ example: Case) throws {
    let panel = try ProbePanel(sharingAllRows: false)
    let outcome = try BuiltBinary.run(panel.words("study", example.words))
    #expect(outcome.status == example.status, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    for word in example.says { #expect(outcome.errors.contains(word), "\(word) is not in: \(outcome.errors)") }
    // The same study without the mistake.
    _ = try panel.probe("study", ["--probe-epochs", "1", "--probe-replicates", "1"])
  }

  @Test(arguments: [
    ("task,cluster\ntask1,a\nnonesuch,b\n", ["clusters.csv:3", "nonesuch"]),
    ("task,cluster\ntask1,a\n", ["task2"]),
    ("task,group\ntask1,a\n", ["cluster"]),
  ])
  func annotationsThatDoNotFit(_ text: String, _ says: [String]) throws {
    let panel = try ProbePanel()
    let clusters = try panel.folder.write(text, as: "clusters.csv")
    let outcome = try BuiltBinary.run(panel.words("study", ["--annotations", clusters]))
    #expect(outcome.status == 65, "\(outcome.errors)")
    for word in says { #expect(outcome.errors.contains(word), "\(word) is not in: \(outcome.errors)") }
  }

  @Test func aStudyThatIsNotThere() throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltBinary.run(["probe", "--study", folder.path("study")])
    #expect(outcome.status == 66 && outcome.errors.contains("no study.toml"), "\(outcome.errors)")
  }
}
