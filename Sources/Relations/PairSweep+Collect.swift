internal import CKernels

extension PairSweep {
  /// Adds what a block's lanes found to the tasks they belong to.
  func collect(_ block: Int, scratch: SweepScratch<Distances>, into stripe: SweepStripe<Distances>) {
    let lanes = rows(ofBlock: block)
    for (lane, row) in lanes.enumerated() {
      for task in pool.tasks(ofRow: row) {
        let sums = stripe.sums.start + Int(task) * taskCount
        for other in 0..<taskCount { sums[other] += scratch.sums.start[other * laneCount + lane] }
      }
      if wantsNeighbours { collectLinks(lane: lane, row: row, scratch: scratch, into: stripe) }
    }
  }

  /// Counts, for each task of a row and every other task, how many of the row's nearest in both are of the other.
  private func collectLinks(
    lane: Int, row: Int, scratch: SweepScratch<Distances>, into stripe: SweepStripe<Distances>
  ) {
    let tasks = pool.tasks(ofRow: row)
    let own = tasks.map { task in
      (0..<nearestCount).map { scratch.nearest.start[(Int(task) * nearestCount + $0) * laneCount + lane] }
    }
    for task in 0..<taskCount {
      for place in 0..<nearestCount {
        scratch.laneNearest.start[place * taskCount + task] =
          scratch.nearest.start[(task * nearestCount + place) * laneCount + lane]
      }
    }
    for task in tasks { insertCopy(in: Int(task), scratch: scratch) }
    for (task, nearest) in zip(tasks, own) {
      let links = stripe.links.start + Int(task) * taskCount
      let doubts = Distances.Square.countLinks(
        scratch.laneNearest.start, taskCount: taskCount, own: Int(task), thresholds: nearest,
        relativeError: distances.relativeError, links: links, unsure: scratch.unsure.start)
      guard doubts > 0 else { continue }
      for other in 0..<taskCount where scratch.unsure.start[other] != 0 && other != Int(task) {
        links[other] += Int32(exactLinks(row: row, own: Int(task), other: other))
      }
    }
  }

  /// A row that belongs to a second task meets its own copy there, at distance 0.
  private func insertCopy(in task: Int, scratch: SweepScratch<Distances>) {
    let nearest = scratch.laneNearest.start + task
    for place in (1..<nearestCount).reversed() { nearest[place * taskCount] = nearest[(place - 1) * taskCount] }
    nearest[0] = Distances.Square.zero
  }

  /// The same count for one row and pair of tasks from squares in double precision.
  private func exactLinks(row: Int, own: Int, other: Int) -> Int {
    let ownSquares = pool.members[own].filter { Int($0) != row }.map { distances.exactSquare(row, Int($0)) }.sorted()
    let otherSquares = pool.members[other].map { distances.exactSquare(row, Int($0)) }.sorted()
    var count = 0
    while count < min(nearestCount, otherSquares.count) {
      let place = nearestCount - 1 - count
      let isNearer =
        place >= ownSquares.count
        || (other < own ? otherSquares[count] <= ownSquares[place] : otherSquares[count] < ownSquares[place])
      guard isNearer else { break }
      count += 1
    }
    return count
  }
}
