/// The nearest members of every task to one row at a time, by squares in double precision.
///
/// Squares and lists are worked out when they are asked for and kept until the next row, as one row is compared with many pairs
/// of tasks. One thread uses it at a time.
final class ExactNeighbours<Distances: LaneDistances> {
  private let distances: Distances
  private let members: [[Int32]]
  private var row = -1
  /// By pool row: the square, and the row that it is the distance from.
  private var squares: [Double] = []
  private var squareOwners: [Int32] = []
  /// (tasks, nearest): ascending squares of a task's members without the row itself, infinite where there are fewer, and the row.
  private var lists: [Double] = []
  private var listOwners: [Int32] = []

  init(_ distances: Distances, members: [[Int32]]) {
    self.distances = distances
    self.members = members
  }

  /// Of the nearest neighbours of a row of `own` in the pooled rows of two tasks, how many are of `other`; lower tasks come
  /// first at a tie. A row that is also of `other` meets its copy there.
  ///
  /// - Parameter isShared: whether the row is of `other` too.
  func links(row: Int, own: Int, other: Int, isShared: Bool) -> Int {
    turn(to: row)
    let (mine, theirs) = (list(of: own), list(of: other))
    var count = 0
    while count < nearestCount {
      let place = isShared ? count - 1 : count
      let square = place < 0 ? 0 : lists[theirs + place]
      let limit = lists[mine + nearestCount - 1 - count]
      // Where the row's own task has no more members, any member of the other is nearer.
      let isNearer = square.isFinite && (other < own ? square <= limit : square < limit)
      guard isNearer else { break }
      count += 1
    }
    return count
  }

  private func turn(to row: Int) {
    if squares.isEmpty {
      squares = [Double](repeating: 0, count: (members.lazy.compactMap { $0.max() }.max().map(Int.init) ?? 0) + 1)
      squareOwners = [Int32](repeating: -1, count: squares.count)
      lists = [Double](repeating: .infinity, count: members.count * nearestCount)
      listOwners = [Int32](repeating: -1, count: members.count)
    }
    self.row = row
  }

  /// Where the list of a task starts.
  private func list(of task: Int) -> Int {
    let start = task * nearestCount
    guard listOwners[task] != row else { return start }
    listOwners[task] = Int32(row)
    for place in 0..<nearestCount { lists[start + place] = .infinity }
    for member in members[task] where member != row {
      let square = square(to: Int(member))
      var place = nearestCount - 1
      guard square < lists[start + place] else { continue }
      while place > 0, square < lists[start + place - 1] {
        lists[start + place] = lists[start + place - 1]
        place -= 1
      }
      lists[start + place] = square
    }
    return start
  }

  private func square(to member: Int) -> Double {
    if squareOwners[member] != row {
      squareOwners[member] = Int32(row)
      squares[member] = distances.exactSquare(row, member)
    }
    return squares[member]
  }
}
