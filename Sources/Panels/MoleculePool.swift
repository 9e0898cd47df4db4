internal import LinearAlgebra
internal import Molecules

/// The different molecules of some tasks, with what is needed to compare them quickly.
struct MoleculePool: Sendable {
  /// Which molecule of the table each is, ascending.
  private let molecules: [Int]
  /// By molecule of the table: where it stands in the pool.
  let place: [Int: Int]
  /// (pool, tasks): 1 where the task has the molecule.
  let memberships: Matrix<Float>
  private let taskCount: Int
  /// By molecule, the tasks that have it, as bits of words.
  private let tasks: [UInt64]
  private let words: Int
  private let index: TanimotoIndex

  var count: Int { molecules.count }

  init(_ table: MoleculeTable, members: [[Int]]) {
    taskCount = members.count
    words = (members.count + 63) / 64
    molecules = Set(members.joined()).sorted()
    place = Dictionary(uniqueKeysWithValues: molecules.enumerated().map { ($1, $0) })
    var memberships = Matrix<Float>(rows: molecules.count, columns: members.count)
    var tasks = [UInt64](repeating: 0, count: molecules.count * words)
    for (task, own) in members.enumerated() {
      for molecule in own {
        guard let position = place[molecule] else { continue }
        memberships[position, task] = 1
        tasks[position * words + task / 64] |= 1 << UInt64(task % 64)
      }
    }
    self.memberships = memberships
    self.tasks = tasks
    index = TanimotoIndex(table, molecules: molecules)
  }

  /// (rows.count, pool): the similarities of some molecules with all.
  func similarities(of rows: Range<Int>) -> Matrix<Float> {
    Matrix(rows: rows.count, columns: count, elements: rows.flatMap { index.similarities(of: molecules[$0]) })
  }

  /// By task, the greatest of the similarities with its molecules.
  ///
  /// Similarities are looked at from the greatest down, in some hundred classes, until every task has met one.
  func greatest(_ similarities: [Float]) -> [Float] {
    let classes = 256
    // By class, the greatest first, where its molecules begin in `order`.
    func place(_ value: Float) -> Int { classes - 1 - Int(value * Float(classes - 1)) }
    var starts = [Int](repeating: 0, count: classes + 1)
    for value in similarities { starts[place(value) + 1] += 1 }
    for index in 1...classes { starts[index] += starts[index - 1] }
    var next = starts
    var order = [Int32](repeating: 0, count: similarities.count)
    for (index, value) in similarities.enumerated() {
      order[next[place(value)]] = Int32(index)
      next[place(value)] += 1
    }
    var greatest = [Float](repeating: 0, count: taskCount)
    var isOpen = [UInt64](repeating: ~0, count: words)
    if taskCount % 64 != 0 { isOpen[words - 1] = (1 << UInt64(taskCount % 64)) - 1 }
    for place in 0..<classes {
      var met = [UInt64](repeating: 0, count: words)
      for index in order[starts[place]..<starts[place + 1]] {
        let value = similarities[Int(index)]
        for word in 0..<words {
          var fresh = tasks[Int(index) * words + word] & isOpen[word]
          met[word] |= fresh
          while fresh != 0 {
            let task = word * 64 + fresh.trailingZeroBitCount
            if value > greatest[task] { greatest[task] = value }
            fresh &= fresh - 1
          }
        }
      }
      var remaining: UInt64 = 0
      for word in 0..<words {
        isOpen[word] &= ~met[word]
        remaining |= isOpen[word]
      }
      if remaining == 0 { break }
    }
    return greatest
  }
}
