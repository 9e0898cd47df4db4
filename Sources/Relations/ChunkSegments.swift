/// The pool cut into chunks of rows, and for each the stretches of the tasks' members in it.
struct ChunkSegments: Sendable {
  /// `members[range]` are of one task and lie in one chunk.
  struct Segment: Sendable {
    let task: Int32
    let range: Range<Int32>
  }

  let chunks: [Range<Int>]
  /// By chunk.
  let segments: [[Segment]]
  /// The pool rows of all tasks, one task after the other, ascending within each: one array, so that the innermost loops
  /// count no references.
  let members: [Int32]

  init(members: [[Int32]], poolRows: Int, chunkRows: Int) {
    chunks = stride(from: 0, to: poolRows, by: chunkRows).map { $0..<min($0 + chunkRows, poolRows) }
    self.members = Array(members.joined())
    var segments = [[Segment]](repeating: [], count: chunks.count)
    var first = 0
    for (task, rows) in members.enumerated() {
      var begin = 0
      while begin < rows.count {
        let chunk = Int(rows[begin]) / chunkRows
        var end = begin + 1
        while end < rows.count && Int(rows[end]) / chunkRows == chunk { end += 1 }
        segments[chunk].append(Segment(task: Int32(task), range: Int32(first + begin)..<Int32(first + end)))
        begin = end
      }
      first += rows.count
    }
    self.segments = segments
  }
}
