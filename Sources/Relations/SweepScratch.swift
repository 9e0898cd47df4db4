internal import CKernels

/// What one thread needs to sweep a block over the pool.
final class SweepScratch<Distances: LaneDistances> {
  let lanes: Distances.Lanes
  /// (chunk rows, lanes).
  let squares: LaneBuffer<Distances.Square>
  /// (chunk rows, lanes): distances less their centre.
  let roots: LaneBuffer<Float>
  /// (tasks, lanes): sums of `roots` over the members of each task.
  let sums: LaneBuffer<Double>
  /// (tasks, nearest, lanes): ascending squares of the nearest members of each task, the row itself left out.
  let nearest: LaneBuffer<Distances.Square>
  /// (lanes, tasks): `sums` lane by lane.
  let laneSums: LaneBuffer<Double>
  /// (lanes, nearest, tasks): `nearest` lane by lane.
  let laneNearest: LaneBuffer<Distances.Square>
  /// (tasks): whether rounding may decide how many neighbours a task has.
  let unsure: LaneBuffer<UInt8>
  /// For what rounding may decide.
  let exact: ExactNeighbours<Distances>
  private let taskCount: Int

  init(_ distances: Distances, members: [[Int32]]) {
    let taskCount = members.count
    self.taskCount = taskCount
    exact = ExactNeighbours(distances, members: members)
    lanes = distances.makeLanes()
    squares = LaneBuffer(distances.chunkRows * laneCount, filledWith: Distances.Square.none)
    roots = LaneBuffer(distances.chunkRows * laneCount, filledWith: 0)
    sums = LaneBuffer(taskCount * laneCount, filledWith: 0)
    nearest = LaneBuffer(taskCount * nearestCount * laneCount, filledWith: Distances.Square.none)
    laneSums = LaneBuffer(sums.count, filledWith: 0)
    laneNearest = LaneBuffer(nearest.count, filledWith: Distances.Square.none)
    unsure = LaneBuffer(taskCount, filledWith: 0)
  }

  /// Fills `laneSums`, and `laneNearest` where it is wanted, a few tasks at a time so that both sides stay in the cache.
  func arrangeByLane(nearest wantsNeighbours: Bool) {
    for begin in stride(from: 0, to: taskCount, by: 16) {
      let tasks = begin..<min(begin + 16, taskCount)
      for lane in 0..<laneCount {
        for task in tasks { laneSums.start[lane * taskCount + task] = sums.start[task * laneCount + lane] }
        guard wantsNeighbours else { continue }
        for place in 0..<nearestCount {
          let target = laneNearest.start + (lane * nearestCount + place) * taskCount
          for task in tasks { target[task] = nearest.start[(task * nearestCount + place) * laneCount + lane] }
        }
      }
    }
  }

  /// sums[lane] += weight * sum of the members' roots.
  func addMembers(
    _ members: Slice<UnsafeBufferPointer<Int32>>, base: Int, weight: Double, to sums: UnsafeMutablePointer<Double>
  ) {
    guard !members.isEmpty else { return }
    let members = UnsafeBufferPointer(rebasing: members)
    kindred_member_sums(roots.start, members.baseAddress, members.count, Int32(base), weight, sums)
  }
}

/// The (tasks, tasks) results of the blocks that one stripe of the sweep has seen.
final class SweepStripe<Distances: LaneDistances> {
  /// [a][b]: sum over the rows of a of their (half) sums of centred distances to b.
  let sums: LaneBuffer<Double>
  /// [a][b]: of the nearest neighbours of the rows of a in the pooled rows of a and b, how many are of b.
  let links: LaneBuffer<Int32>

  init(taskCount: Int) {
    sums = LaneBuffer(taskCount * taskCount, filledWith: 0)
    links = LaneBuffer(taskCount * taskCount, filledWith: 0)
  }
}
