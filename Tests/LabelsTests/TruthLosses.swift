import KindredTestSupport
import Labels
import Statistics
import Tables
import Testing

/// The independently measured losses of `../shared/truth`, as if they were a study's own.
func truthLosses(_ name: String, taskCount: Int) throws -> LossTable {
  let file = try Table.read(SharedData.path("truth/\(name)_losses.csv.gz"))
  func column(_ name: String) throws -> TableColumn { try #require(file.column(name)) }
  let (replicates, targets, partners, losses) = try (
    column("replicate"), column("target"), column("partner"), column("loss")
  )
  var halves: [[Int]: TaskOutcome] = [:]
  var table = LossTable(taskCount: taskCount)
  for row in 0..<file.rowCount {
    let loss = try #require(Double(losses.text(row)))
    let outcome = TaskOutcome(loss: loss, nullLoss: 1, metrics: Metrics(), rows: 1)
    let (replicate, target) = try (#require(Int(replicates.text(row))), #require(Int(targets.text(row))))
    guard let partner = Int(partners.text(row)) else {
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
