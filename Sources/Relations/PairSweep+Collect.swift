internal import CKernels

extension PairSweep {
  /// Adds what a block's lanes found to the tasks they belong to.
  func collect(_ block: Int, scratch: SweepScratch<Distances>, into stripe: SweepStripe<Distances>) {
    scratch.arrangeByLane(nearest: wantsNeighbours)
    for (lane, row) in rows(ofBlock: block).enumerated() {
      let sums = scratch.laneSums.start + lane * taskCount
      for task in pool.tasks(ofRow: row) { kindred_add(sums, taskCount, stripe.sums.start + Int(task) * taskCount) }
      if wantsNeighbours {
        let nearest = scratch.laneNearest.start + lane * nearestCount * taskCount
        collectLinks(row, nearest: nearest, scratch: scratch, into: stripe)
      }
    }
  }

  /// Counts, for each task of a row and every other task, how many of the row's nearest in both are of the other.
  ///
  /// `nearest` is (nearest, tasks): the row's nearest members of every task.
  private func collectLinks(
    _ row: Int, nearest: UnsafeMutablePointer<Distances.Square>, scratch: SweepScratch<Distances>,
    into stripe: SweepStripe<Distances>
  ) {
    let tasks = pool.tasks(ofRow: row)
    let own = tasks.map { task in (0..<nearestCount).map { nearest[$0 * taskCount + Int(task)] } }
    for task in tasks { insertCopy(into: nearest + Int(task)) }
    for (task, thresholds) in zip(tasks, own) {
      let links = stripe.links.start + Int(task) * taskCount
      let doubts = Distances.Square.countLinks(
        nearest, taskCount: taskCount, own: Int(task), thresholds: thresholds,
        relativeError: distances.relativeError, links: links, unsure: scratch.unsure.start)
      guard doubts > 0 else { continue }
      for other in 0..<taskCount where scratch.unsure.start[other] != 0 && other != Int(task) {
        links[other] += Int32(
          scratch.exact.links(row: row, own: Int(task), other: other, isShared: tasks.contains(Int32(other))))
      }
    }
  }

  /// A row that belongs to a second task meets its own copy there, at distance 0.
  private func insertCopy(into nearest: UnsafeMutablePointer<Distances.Square>) {
    for place in (1..<nearestCount).reversed() { nearest[place * taskCount] = nearest[(place - 1) * taskCount] }
    nearest[0] = Distances.Square.zero
  }
}
