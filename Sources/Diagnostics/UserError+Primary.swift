extension UserError {
  /// A primary task is named that the panel does not have.
  package static func unknownPrimary(_ name: String, known: [String]) -> UserError {
    let near = nearest(to: name, among: known).map { "'\(shortened($0))'" }
    let advice = near.isEmpty ? "Correct the name" : "Did you mean \(near.joined(separator: " or "))?"
    return UserError(
      .usage, found: "--primary names '\(shortened(name))', which is not a task of the panel",
      expected: "tasks, or patterns such as 'NR-*': \(abbreviatedList(known, limit: 8))",
      advice: advice + (near.isEmpty ? "; kindred inspect lists the tasks, and those that are left out." : ""))
  }

  /// A setting that is about groups of all tasks is given beside primary tasks.
  package static func unfitForPrimary(_ setting: String) -> UserError {
    UserError(
      .usage, found: "--\(setting) is set beside --primary", expected: "one network for each primary task",
      advice: "Leave it out, or choose groups of all tasks with --no-primary.")
  }

  /// The names that differ from `name` by the fewest letters, up to three: none that differ by more than a third, unless
  /// they hold it or only its case differs.
  static func nearest(to name: String, among known: [String]) -> [String] {
    let wanted = name.lowercased()
    let scored = known.compactMap { other -> (name: String, distance: Int)? in
      let candidate = other.lowercased()
      if candidate == wanted { return (other, 0) }
      if wanted.count > 2, candidate.contains(wanted) || (candidate.count > 2 && wanted.contains(candidate)) {
        return (other, 1)
      }
      let distance = editDistance(Array(wanted.prefix(100)), Array(candidate.prefix(100)))
      return distance * 3 <= max(3, wanted.count) ? (other, distance) : nil
    }
    let least = scored.map(\.distance).min() ?? 0
    return scored.filter { $0.distance == least }.prefix(3).map(\.name)
  }

  /// Letters to insert, delete or replace (Levenshtein 1966). O(product of the lengths).
  private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let replaced = diagonal + (letter == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
