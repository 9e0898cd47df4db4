internal import Labels
internal import Statistics

/// The losses of a plan and of every task alone, by task and replicate, of which any blocks of rows can be judged.
struct PlanLossSheet {
  private struct Cell {
    /// Place among the tasks that are judged.
    var place: Int
    var task: Int
    var replicate: Int
    var alone: TaskOutcome
    var served: [PlanMeasurement.ServedPart]
  }

  /// Gains of a plan on some rows.
  struct Gains {
    /// Means over tasks, one a replicate that measured any.
    var byReplicate: [Double]
    /// Means over tasks of the loss, likewise.
    var losses: [Double]
    /// In the order of the tasks: means over replicates; 0 for a task that was not measured.
    var byTask: [Double]
  }

  private let tasks: [Int]
  private let table: LossTable
  private let phase: Job.Phase
  private let cells: [[Cell]]

  /// Whether every loss is told by block.
  let hasBlocks: Bool

  init(
    tasks: [Int], table: LossTable, phase: Job.Phase, replicates: [Int],
    served: (Int, Int) -> [PlanMeasurement.ServedPart]
  ) {
    self.tasks = tasks
    self.table = table
    self.phase = phase
    cells = replicates.map { replicate in
      tasks.enumerated().compactMap { place, task in
        let parts = served(task, replicate)
        guard !parts.isEmpty,
          let alone = table.outcome(of: task, in: [task], replicate: replicate, phase: phase)
        else { return nil }
        return Cell(place: place, task: task, replicate: replicate, alone: alone, served: parts)
      }
    }
    hasBlocks =
      table.blockWeights != nil
      && cells.allSatisfy {
        $0.allSatisfy { $0.alone.blocks != nil && $0.served.allSatisfy { $0.outcome.blocks != nil } }
      }
  }

  /// The gains on the test rows of some blocks.
  func gains(on blocks: BlockSet) -> Gains {
    let losses = cells.map { row in
      row.compactMap { cell -> (place: Int, alone: Double, served: Double)? in
        guard let alone = table.loss(cell.alone, of: cell.task, on: blocks, phase: phase),
          let served = loss(cell, on: blocks)
        else { return nil }
        return (cell.place, alone, served)
      }
    }
    var aloneSums = [Double](repeating: 0, count: tasks.count)
    var counts = [Double](repeating: 0, count: tasks.count)
    for row in losses {
      for cell in row {
        aloneSums[cell.place] += cell.alone
        counts[cell.place] += 1
      }
    }
    var result = Gains(byReplicate: [], losses: [], byTask: [Double](repeating: 0, count: tasks.count))
    for row in losses where !row.isEmpty {
      var (gain, loss) = (0.0, 0.0)
      for cell in row {
        let mean = aloneSums[cell.place] / counts[cell.place]
        let own = mean > 0 ? (cell.alone - cell.served) / mean : 0
        gain += own
        loss += cell.served
        result.byTask[cell.place] += own / counts[cell.place]
      }
      result.byReplicate.append(gain / Double(row.count))
      result.losses.append(loss / Double(row.count))
    }
    return result
  }

  /// What served a task, each part judged on its own blocks, weighed by their rows.
  private func loss(_ cell: Cell, on blocks: BlockSet) -> Double? {
    if cell.served.count == 1 { return table.loss(cell.served[0].outcome, of: cell.task, on: blocks, phase: phase) }
    var (sum, total) = (0.0, 0.0)
    for part in cell.served {
      let own = part.blocks.intersection(blocks)
      guard let weight = table.weight(of: cell.task, on: own, phase: phase), weight > 0,
        let loss = table.loss(part.outcome, of: cell.task, on: own, phase: phase)
      else { continue }
      sum += weight * loss
      total += weight
    }
    return total > 0 ? sum / total : nil
  }
}
