package import Grouping
package import Plans
package import Tables

/// `groups.json` and `groups.csv`: the recommended plan as files that other programs read.
package struct GroupsFile: Sendable {
  package let tasks: [String]
  package let problem: GroupingProblem
  package let result: GroupingResult
  /// Other plans that were weighed, by name.
  package let alternatives: [(name: String, plan: GroupPlan)]

  package init(problem: GroupingProblem, result: GroupingResult, alternatives: [(name: String, plan: GroupPlan)] = []) {
    tasks = problem.tasks
    self.problem = problem
    self.result = result
    self.alternatives = alternatives
  }

  /// The recommended plan of a choice, valued by a problem.
  package init(_ choice: GroupChoice, problem: GroupingProblem) {
    self.init(
      problem: problem, result: choice.result,
      alternatives: choice.candidates.filter { $0.name != choice.recommended.name }.map { ($0.name, $0.plan) })
  }

  /// Writes both.
  package func write(to folder: StudyFolder) throws {
    try csv().write(to: folder.groupRows)
    try AtomicFile.write(json(), to: folder.groups)
  }

  /// A network of the plan: a group, or a task by itself.
  private struct Network: Encodable {
    struct Member: Encodable {
      let task: String
      let served: Bool
      let predictedGain: Double
    }

    /// "1", "2", ... for groups, "alone" for a task's own network.
    let group: String
    let members: [Member]
  }

  /// Groups first, then a network for each task that is served alone; a task has exactly one network that serves it.
  private var networks: [Network] {
    let plan = result.plan
    let groups = plan.groups.enumerated().map { index, group in
      let members = zip(group, problem.memberValues(of: group)).map { task, value in
        Network.Member(task: tasks[task], served: plan.served[task] == index, predictedGain: value)
      }
      return Network(group: String(index + 1), members: members)
    }
    let alone = tasks.indices.filter { plan.served[$0] == nil }.map { task in
      Network(group: "alone", members: [Network.Member(task: tasks[task], served: true, predictedGain: 0)])
    }
    return groups + alone
  }

  /// `groups.csv`: group,task,served,predicted_gain; a line for each task of each network, `served` 1 where that network
  /// is the one to use for the task.
  package func csv() -> CSVWriter {
    var writer = CSVWriter(header: ["group", "task", "served", "predicted_gain"])
    for network in networks {
      for member in network.members {
        writer.append([
          .text(network.group), .text(member.task), .integer(member.served ? 1 : 0), .number(member.predictedGain),
        ])
      }
    }
    return writer
  }

  private struct File: Encodable {
    struct Alternative: Encodable {
      let name: String
      let objective: Double
      let groups: [[String]]
    }

    let formatVersion = 1
    let solver: String
    let objective: Double
    let bound: Double
    let gap: Double
    let note: String
    let cost: Double
    let constraints: GroupingSettings
    let correction: GroupCorrection
    let networks: [Network]
    let alternatives: [Alternative]
  }

  /// `groups.json`: what the csv holds, with objective, bound, gap, constraints and alternatives; keys sorted.
  package func json() throws -> String {
    let file = File(
      solver: result.solver, objective: result.objective, bound: result.bound, gap: result.gap, note: result.note,
      cost: problem.cost(of: result.plan), constraints: problem.settings, correction: problem.correction,
      networks: networks,
      alternatives: alternatives.map { name, plan in
        File.Alternative(
          name: name, objective: plan.value, groups: plan.groups.map { group in group.map { tasks[$0] } })
      })
    return try JSONText.text(of: file)
  }
}
