import KindredTestSupport
import Labels
import Statistics
import Tables
import Testing

/// The independently measured losses of `../shared/truth`, as if they were a study's own of tasks with these names.
func truthLosses(_ name: String, tasks: [String]) throws -> LossTable {
  let file = try Table.read(SharedData.path("truth/\(name)_losses.csv.gz"))
  func column(_ name: String) throws -> TableColumn { try #require(file.column(name)) }
  let (replicates, targets, partners, losses) = try (
    column("replicate"), column("target"), column("partner"), column("loss")
  )
  var halves: [[Int]: TaskOutcome] = [:]
  var table = LossTable(taskCount: tasks.count)
  for row in 0..<file.rowCount {
    let loss = try #require(Double(losses.text(row)))
    let outcome = TaskOutcome(loss: loss, nullLoss: 1, metrics: Metrics(), rows: 1)
    let replicate = try #require(Int(replicates.text(row)))
    let target = try #require(tasks.firstIndex(of: targets.text(row)))
    guard let partner = tasks.firstIndex(of: partners.text(row)) else {
      table.record(Job(tasks: [target], replicate: replicate), [outcome])
      continue
    }
    halves[[target, partner, replicate]] = outcome
    if let other = halves[[partner, target, replicate]] {
      table.record(
        Job(tasks: [target, partner], replicate: replicate), target < partner ? [outcome, other] : [other, outcome])
    }
  }
  return table
}
