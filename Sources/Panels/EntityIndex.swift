internal import Diagnostics
internal import Tables

/// Which rows of a table are about the same thing.
struct EntityIndex {
  /// `entities[r]` of each row, 0..<count in order of first appearance.
  let entities: [Int]
  let count: Int
  /// What each entity is called; empty where rows have no names.
  let names: [String]

  /// Rows with the same text in all of `columns` share an entity; without columns each row is its own.
  ///
  /// - Throws: `UserError` where an id is empty.
  init(of table: Table, by columns: [String]) throws(UserError) {
    guard !columns.isEmpty else {
      entities = Array(0..<table.rowCount)
      count = table.rowCount
      names = []
      return
    }
    var keys = [String](repeating: "", count: table.rowCount)
    for (position, name) in columns.enumerated() {
      let column = try table.requiredColumn(name)
      for row in keys.indices {
        if column.isMissing(row) {
          throw UserError.emptyIdentifier(table.file, line: table.line(row), column: name)
        }
        keys[row] = position == 0 ? column.text(row) : keys[row] + "\n" + column.text(row)
      }
    }
    (entities, names) = Self.number(keys)
    count = names.count
  }

  /// Rows of one molecule share an entity, and so do rows of one id where there are ids.
  ///
  /// - Parameters:
  ///   - molecules: by row of `table`.
  ///   - id: the name of the column of ids.
  /// - Throws: `UserError` where an id is empty.
  init(of table: Table, molecules: [Int32], id: String?) throws(UserError) {
    names = []
    guard let id else {
      (entities, count) = Self.renumbered(molecules.map(Int.init))
      return
    }
    let ids = try EntityIndex(of: table, by: [id])
    (entities, count) = Self.components(ids.entities, molecules.map(Int.init))
  }

  /// Rows with the same number in either list are in one part, and so are rows of which a third is in one part with both.
  ///
  /// The lists are the two sides of a graph, rows its edges; parts are its components.
  static func components(_ first: [Int], _ second: [Int]) -> (entities: [Int], count: Int) {
    let width = (first.max() ?? -1) + 1
    var parents = Array(0..<(width + (second.max() ?? -1) + 1))
    func root(_ node: Int) -> Int {
      var node = node
      while parents[node] != node {
        parents[node] = parents[parents[node]]
        node = parents[node]
      }
      return node
    }
    for (one, other) in zip(first, second) {
      let (a, b) = (root(one), root(width + other))
      parents[max(a, b)] = min(a, b)
    }
    return renumbered(first.map(root))
  }

  /// Numbers in order of first appearance, and how many there are; O(the greatest), which is that of a row or an entity.
  static func renumbered(_ entities: [Int]) -> (entities: [Int], count: Int) {
    var index = [Int](repeating: -1, count: (entities.max() ?? -1) + 1)
    var count = 0
    let numbers = entities.map { entity in
      if index[entity] < 0 {
        index[entity] = count
        count += 1
      }
      return index[entity]
    }
    return (numbers, count)
  }

  /// Numbers texts in order of first appearance.
  static func number(_ keys: [String]) -> (numbers: [Int], names: [String]) {
    var index = [String: Int](minimumCapacity: keys.count)
    var names: [String] = []
    let numbers = keys.map { key in
      if let known = index[key] { return known }
      index[key] = names.count
      names.append(key)
      return names.count - 1
    }
    return (numbers, names)
  }
}
