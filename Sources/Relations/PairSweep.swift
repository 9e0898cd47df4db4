internal import Diagnostics
internal import LinearAlgebra

/// One sweep over all pairs of pool rows that serves every pair of tasks at once.
///
/// With D the (S, S) distances of the pool's rows and W the (S, T) memberships, the sums of distances of all pairs of
/// tasks are W' D W. D is never stored: blocks of rows (the lanes) are compared with chunks of the pool that
/// fit the cache, and what the tasks need of a chunk is taken from it at once: the sums of distances, of which one
/// triangle is enough, and each row's nearest members of every task. O(S^2 features + S memberships).
struct PairSweep<Distances: LaneDistances>: Sendable {
  let distances: Distances
  let pool: RowPool
  let segments: ChunkSegments
  let wantsNeighbours: Bool

  init(_ distances: Distances, pool: RowPool, wantsNeighbours: Bool) {
    self.distances = distances
    self.pool = pool
    self.wantsNeighbours = wantsNeighbours
    segments = ChunkSegments(
      members: pool.members, poolRows: pool.rows.count, chunkRows: distances.chunkRows)
  }

  var taskCount: Int { pool.members.count }
  var blockCount: Int { (pool.rows.count + laneCount - 1) / laneCount }

  /// Sums and neighbour counts of all pairs of tasks. The blocks are dealt to a fixed number of stripes whose results are
  /// added in order, so the result does not depend on `threads`. Stops early, with a useless result, once `interruption`
  /// is raised.
  func totals(
    threads: Int, progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption()
  ) -> PairTotals {
    let stripeCount = max(min(8, blockCount), 1)
    // Stripes of many tasks are large: no more at a time than there are threads.
    let atOnce = taskCount > 512 ? max(threads, 1) : stripeCount
    var totals = PairTotals(taskCount: taskCount, centre: Double(distances.centre))
    for first in stride(from: 0, to: stripeCount, by: atOnce) {
      nonisolated(unsafe) let stripes = (first..<min(first + atOnce, stripeCount)).map { _ in
        SweepStripe<Distances>(taskCount: taskCount)
      }
      parallelFor(stripes.count, threads: threads) { place in
        let scratch = SweepScratch(distances, members: pool.members)
        for block in stride(from: first + place, to: blockCount, by: stripeCount) where !interruption.isRaised {
          sweep(block, scratch: scratch)
          collect(block, scratch: scratch, into: stripes[place])
          progress.advance(by: 1)
        }
      }
      for stripe in stripes { totals.add(sums: stripe.sums, links: stripe.links) }
    }
    return totals
  }

  func rows(ofBlock block: Int) -> Range<Int> {
    block * laneCount..<min((block + 1) * laneCount, pool.rows.count)
  }

  /// Compares one block with the whole pool.
  private func sweep(_ block: Int, scratch: SweepScratch<Distances>) {
    let lanes = rows(ofBlock: block)
    distances.load(lanes, into: scratch.lanes)
    scratch.sums.fill(with: 0)
    scratch.nearest.fill(with: Distances.Square.none)
    for (chunk, rows) in segments.chunks.enumerated() {
      let isBelow = rows.upperBound <= lanes.lowerBound
      if isBelow && !wantsNeighbours { continue }
      distances.squares(scratch.lanes, to: rows, into: scratch.squares.start)
      if !isBelow { addSums(of: chunk, lanes: lanes, scratch: scratch) }
      if wantsNeighbours { insertNeighbours(of: chunk, lanes: lanes, scratch: scratch) }
    }
  }

  /// Adds the distances from a chunk's rows to the lanes: rows after the block once, those of the block by half (they meet
  /// twice), those before it not at all.
  private func addSums(of chunk: Int, lanes: Range<Int>, scratch: SweepScratch<Distances>) {
    let rows = segments.chunks[chunk]
    let skipped = max(lanes.lowerBound - rows.lowerBound, 0) * laneCount
    distances.roots(
      scratch.squares.start + skipped, rowCount: rows.count - skipped / laneCount, into: scratch.roots.start + skipped)
    segments.members.withUnsafeBufferPointer { members in
      for segment in segments.segments[chunk] {
        let sums = scratch.sums.start + Int(segment.task) * laneCount
        var begin = Int(segment.range.lowerBound)
        let end = Int(segment.range.upperBound)
        while begin < end && members[begin] < lanes.lowerBound { begin += 1 }
        var split = begin
        while split < end && members[split] < lanes.upperBound { split += 1 }
        scratch.addMembers(members[begin..<split], base: rows.lowerBound, weight: 0.5, to: sums)
        scratch.addMembers(members[split..<end], base: rows.lowerBound, weight: 1, to: sums)
      }
    }
  }

  /// Inserts a chunk's rows into the lists of each lane and task; no row is its own neighbour.
  private func insertNeighbours(of chunk: Int, lanes: Range<Int>, scratch: SweepScratch<Distances>) {
    let rows = segments.chunks[chunk]
    for row in lanes.clamped(to: rows) {
      scratch.squares.start[(row - rows.lowerBound) * laneCount + row - lanes.lowerBound] = Distances.Square.none
    }
    segments.members.withUnsafeBufferPointer { members in
      for segment in segments.segments[chunk] {
        let range = Int(segment.range.lowerBound)..<Int(segment.range.upperBound)
        Distances.Square.insert(
          scratch.squares.start, members: UnsafeBufferPointer(rebasing: members[range]), base: Int32(rows.lowerBound),
          into: scratch.nearest.start + Int(segment.task) * nearestCount * laneCount)
      }
    }
  }
}
