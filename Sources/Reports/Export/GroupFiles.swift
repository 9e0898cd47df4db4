package import Grouping
package import Panels
internal import Tables
package import Trainers

/// A plan as files that any trainer reads: `groups.yaml`, `task_mask.npy`, and for each network `columns.txt` and `data.csv`.
package struct GroupFiles: Sendable {
  let plan: GroupPlan
  let tasks: [LearningTask]
  /// One a network, whole.
  let tables: [TrainingTable]

  package init(plan: GroupPlan, tasks: [LearningTask], tables: [TrainingTable]) {
    self.plan = plan
    self.tasks = tasks
    self.tables = tables
  }

  package func files() -> [ExportedFile] {
    let networks = tables.flatMap { table in
      [
        ExportedFile("\(table.name)/columns.txt", table.taskColumns.map { $0 + "\n" }.joined()),
        ExportedFile("\(table.name)/data.csv", table.csv().bytes),
      ]
    }
    return [ExportedFile("groups.yaml", yaml()), ExportedFile("task_mask.npy", mask())] + networks
  }

  /// (networks, tasks), true where a network trains a task; in the order of `groups.yaml`.
  private func mask() -> [UInt8] {
    let flags = tables.flatMap { table in tasks.indices.map { table.members.contains($0) ? UInt8(1) : 0 } }
    return NumpyWriter.bytes(flags: flags, rows: tables.count, columns: tasks.count, areTruths: true)
  }

  private func yaml() -> String {
    var lines = ["tasks:"] + tasks.map { "  - \(QuotedText.json($0.name))" } + ["networks:"]
    for (index, table) in tables.enumerated() {
      let served = table.members.filter { plan.served[$0] == (index < plan.groups.count ? index : nil) }
      lines += ["  - name: \(table.name)", "    data: \(table.name)/data.csv", "    columns:"]
      lines += table.taskColumns.map { "      - \(QuotedText.json($0))" }
      lines += ["    serves:"] + served.map { "      - \(QuotedText.json(tasks[$0].name))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
