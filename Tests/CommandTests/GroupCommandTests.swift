import Foundation
import KindredTestSupport
import Testing

/// `kindred group` on tables: of gains, and of measured groups.
@Suite struct GroupCommandTests {
  private func group(_ kind: String, _ text: String, _ options: [String] = []) throws -> BuiltBinary.Outcome {
    let folder = try TemporaryFolder()
    return try BuiltBinary.run(["group", "--\(kind)", try folder.write(text, as: "table.csv")] + options)
  }

  @Test func gainsMakeGroups() throws {
    let outcome = try group("gains", "target,partner,gain\na,b,0.2\nb,a,0.1\nc,a,-1\nc,b,\na,c,-0.1\n")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[0] == "group 1: a, b" && lines[1] == "alone: c")
    #expect(lines[2].contains("+10.0 %") && lines[2].contains("optimal"))
    #expect(lines[3].contains("of 6 ordered pairs 1 are not listed and 1 have an empty gain"))
  }

  @Test func aHelperIsNotCalledAlone() throws {
    let text = "target,partner,gain\na,b,1\nb,a,-0.5\n"
    let outcome = try group("gains", text)
    #expect(outcome.output.contains("group 1: a, b\nin a group for its partners"))
    #expect(!outcome.output.contains("alone:"))
    let json = try group("gains", text, ["--json"]).output
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(answer["helpers"] as? [String] == ["b"] && answer["alone"] as? [String] == [])
    #expect(answer["missing_pairs"] as? Int == 0 && answer["empty_pairs"] as? Int == 0)
  }

  @Test func affinitiesOfAStudyAreReadByTheirColumn() throws {
    let head = "target,partner,predicted_gain,lower,upper,measured_gain,measured_se,similarity,evidence"
    let rows = ["a,b,0.2,0,1,,,,predicted", "b,a,0.1,0,1,,,,predicted"]
    let predicted = try group("gains", ([head] + rows).joined(separator: "\n") + "\n")
    #expect(predicted.output.contains("+15.0 %"), "\(predicted.output)\(predicted.errors)")
    let estimated = try group(
      "gains", ([head + ",gain"] + rows.map { $0 + ",0.4" }).joined(separator: "\n") + "\n")
    #expect(estimated.output.contains("+40.0 %"))
  }

  struct Case: CustomTestStringConvertible {
    var name: String
    var kind = "gains"
    var rows: [String]
    var says: [String]
    var options: [String] = []
    var status: Int32 = 65
    var testDescription: String { name }
  }

  static let head = "target,partner,gain"
  static let cases: [Case] = [
    Case(
      name: "two gains of a pair", rows: [head, "a,b,1", "b,a,1", "a,b,2"], says: ["table.csv:4", "line 2", "one gain"]),
    Case(name: "an empty name", rows: [head, "a,b,1", ",a,1"], says: ["table.csv:3", "target", "empty"]),
    Case(name: "a task with itself", rows: [head, "a,b,1", "b,b,1"], says: ["table.csv:3", "'b'", "itself"]),
    Case(
      name: "a gain beyond its range", rows: [head, "a,b,1e308"], says: ["table.csv:2", "gain", "1e+308", "1000000"]),
    Case(name: "text as a gain", rows: [head, "a,b,high"], says: ["table.csv:2", "gain", "high"]),
    Case(name: "no gain at all", rows: [head, "a,b,"], says: ["table.csv", "no tasks"]),
    Case(name: "no column of gains", rows: ["target,partner,score", "a,b,1"], says: ["table.csv:1", "gain", "score"]),
    Case(
      name: "a size beyond its range", rows: [head, "a,b,1"], says: ["minimum group size", "1000000"],
      options: ["--min-group-size", "\(Int.max)"], status: 64),
    Case(
      name: "a list that is not closed", rows: [head, "a,b,1"], says: ["--must-link", "never closed"],
      options: ["--must-link", "\"a,b"], status: 64),
    Case(
      name: "a link to an unknown task", rows: [head, "a,b,1"], says: ["must-link", "'c'"],
      options: ["--must-link", "a,c"], status: 64),
    Case(
      name: "an option for studies", rows: [head, "a,b,1"], says: ["--mix-kinds"], options: ["--mix-kinds"], status: 64),
    Case(
      name: "lists of different lengths", kind: "groups", rows: ["members,gains", "a;b,1;2", "a;c,1"],
      says: ["table.csv:3", "gains", "1 values", "2, one a member"]),
    Case(
      name: "a mask that its row contradicts", kind: "groups", rows: ["mask,a,b", "11,1,2", "10,,2"],
      says: ["table.csv:3", "mask", "10", "01"]),
    Case(
      name: "a mask of letters", kind: "groups", rows: ["mask,gains", "1x,1"],
      says: ["table.csv:2", "mask", "2 digits"]),
    Case(
      name: "a group twice", kind: "groups", rows: ["members,gains", "a;b,1;2", "b;a,1;3"],
      says: ["table.csv:3", "line 2"]),
    Case(name: "a negative cost", kind: "groups", rows: ["cost,a,b", "-1,1,2"], says: ["table.csv:2", "cost"]),
    Case(
      name: "a group of nobody", kind: "groups", rows: ["a,b,cost", "1,2,1", ",,1"],
      says: ["table.csv:3", "without members"]),
    Case(
      name: "a task that no group serves", kind: "groups", rows: ["a,b,c", "1,2,", "1,,"],
      says: ["table.csv", "holds c"],
      status: 64),
    Case(
      name: "too few groups", kind: "groups", rows: ["a,b", "1,", ",2"], says: ["table.csv", "within the limits"],
      options: ["--max-groups", "1"], status: 64),
  ]

  @Test(arguments: cases) func isRefusedInOneMessage(_ example: Case) throws {
    let outcome = try group(example.kind, example.rows.joined(separator: "\n") + "\n", example.options)
    #expect(outcome.status == example.status, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    for word in example.says { #expect(outcome.errors.contains(word), "\(word) is not in: \(outcome.errors)") }
  }

  @Test func namesWithCommasAndQuotesAreLinked() throws {
    let names = ["\"x, y\"", "\"say \"\"z\"\"\"", "w"]
    var rows = [Self.head]
    for a in names { for b in names where a != b { rows.append("\(a),\(b),\(b == "w" ? -2 : -1)") } }
    let linked = try group("gains", rows.joined(separator: "\n") + "\n", ["--must-link", "\"x, y\",\"say \"\"z\"\"\""])
    #expect(
      linked.output.contains("group 1: \"x, y\", \"say \"\"z\"\"\"\nalone: w"), "\(linked.output)\(linked.errors)")
  }

  @Test func measuredGroupsAreChosenAmong() throws {
    let wide = "cost,a,b,c\n1,0,,\n1,,0,\n1,,,0\n1,0.2,0.1,\n1.5,,0.3,0.1\n2,0.05,0.05,0.05\n"
    let two = try group("groups", wide, ["--overlapping", "--max-groups", "2"])
    #expect(two.output.contains("network 1: a, b (serves a)\nnetwork 2: b, c\n"), "\(two.output)\(two.errors)")
    #expect(two.output.contains("+20.000 %") && two.output.contains("the best of 6 groups"))
    #expect(try group("groups", wide, ["--max-groups", "1"]).output.contains("network 1: a, b, c\n"))
    #expect(try group("groups", wide, ["--cost-budget", "2"]).output.contains("network 1: c\nnetwork 2: a, b\n"))
    let lists = "members,losses\na;b,0.5;0.6\nc,0.9\na;b;c,0.6;0.6;0.7\n"
    let json = try group("groups", lists, ["--json"]).output
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let mean = try #require(answer["mean"] as? Double)
    #expect(abs(mean - 1.9 / 3) < 1e-12 && answer["are_losses"] as? Bool == true)
    let masks = try group("groups", "mask,gains\n110,0.1;0.3\n001,0\n")
    #expect(masks.output.contains("network 1: 1, 2\nnetwork 2: 3\n"), "\(masks.output)\(masks.errors)")
  }

  @Test(.enabled(if: SharedData.has("oracles/groups/groups_gains_ettm1.csv")))
  func thePublishedTableGivesItsOptima() throws {
    let path = SharedData.path("oracles/groups/groups_gains_ettm1.csv")
    for (count, mean) in [(1, "-1.269 %"), (2, "+14.687 %"), (3, "+15.477 %"), (4, "+15.991 %")] {
      let outcome = try BuiltBinary.run([
        "group", "--groups", path, "--value-columns", "valid_*", "--overlapping", "--max-groups", "\(count)",
      ])
      #expect(outcome.output.contains("mean gain a task \(mean)"), "\(count): \(outcome.output)\(outcome.errors)")
    }
  }
}
