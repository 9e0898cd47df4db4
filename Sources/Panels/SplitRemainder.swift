/// The rows of a panel that its given splits set aside, and what they leave of a task.
struct SplitRemainder {
  /// By row: whether verification alone sees it; nil where no split is given or none calls a row test.
  let isHeld: [Bool]?
  /// What each row is about.
  let entities: [Int]

  init(splits: [GivenSplit]?, entities: [Int]) {
    isHeld = splits.flatMap { Splits.held(by: $0, entities: entities) }
    self.entities = entities
  }

  /// The positions of a task's rows that are left to train, stop and test on, and of those set aside.
  func parts(of rows: [Int]) -> (development: [Int], verification: [Int]) {
    guard let isHeld else { return (Array(rows.indices), []) }
    return (rows.indices.filter { !isHeld[rows[$0]] }, rows.indices.filter { isHeld[rows[$0]] })
  }

  /// How many different entities some rows are about, counted up to `limit`.
  func entityCount(of rows: [Int], limit: Int) -> Int {
    var seen: Set<Int> = []
    for row in rows where seen.count < limit { seen.insert(entities[row]) }
    return seen.count
  }
}
