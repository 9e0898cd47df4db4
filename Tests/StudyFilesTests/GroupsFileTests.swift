import FoundationEssentials
import Grouping
import LinearAlgebra
import StudyFiles
import Tables
import Testing

@Suite struct GroupsFileTests {
  private func files() throws -> GroupsFile {
    let affinities = Matrix(
      rows: 4, columns: 4, elements: [0, 0.1, 0, 0, 0.3, 0, 0, 0, 0.2, 0.2, 0, 0, -0.1, -0.1, -0.1, 0])
    let problem = try GroupingProblem(
      tasks: ["a", "b,b", "c \"x\"", "d"], affinities: affinities, settings: GroupingSettings(overlapping: true))
    let plan = problem.plan(of: [[0, 1], [0, 2]])
    let result = GroupingResult(solver: "beam", plan: plan, bound: 1)
    return GroupsFile(
      problem: problem, result: result, alternatives: [("all alone", SimplePlans.allAlone(problem))])
  }

  @Test func csvHasOneServingNetworkATask() throws {
    let text = String(decoding: try files().csv().bytes, as: UTF8.self)
    #expect(
      text == """
        group,task,served,predicted_gain
        1,a,1,0.1
        1,"b,b",1,0.3
        2,a,0,0
        2,"c ""x""\",1,0.2
        alone,d,1,0

        """)
  }

  @Test func jsonSaysHowGoodThePlanIs() throws {
    let text = try files().json()
    #expect(text == (try files().json()))
    let object = try ParsedGroups.parse(text)
    #expect(object.objective == 0.1 + 0.3 + 0.2 && object.bound == 1 && object.formatVersion == 1)
    #expect(object.networks.map(\.group) == ["1", "2", "alone"])
    #expect(object.networks[1].members.map(\.task) == ["a", "c \"x\""])
    #expect(object.alternatives.map(\.name) == ["all alone"])
    #expect(abs(object.gap - 0.4) < 1e-12 && object.constraints.overlapping)
  }
}

/// What the tests read of groups.json.
private enum ParsedGroups {
  struct File: Decodable {
    struct Network: Decodable {
      struct Member: Decodable {
        let task: String
        let served: Bool
        let predictedGain: Double
      }
      let group: String
      let members: [Member]
    }
    struct Alternative: Decodable {
      let name: String
      let objective: Double
    }
    let formatVersion: Int
    let objective: Double
    let bound: Double
    let gap: Double
    let constraints: GroupingSettings
    let networks: [Network]
    let alternatives: [Alternative]
  }

  static func parse(_ text: String) throws -> File {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(File.self, from: Data(text.utf8))
  }
}
