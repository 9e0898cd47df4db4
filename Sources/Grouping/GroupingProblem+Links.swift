extension GroupingProblem {
  /// Tasks that always travel together: must-linked sets, and single tasks, ascending; in order of their first task.
  package var linkedSets: [[Int]] { blocks }

  /// Whether two of `linkedSets`, by their places there, may be in one group.
  package func mayMeet(_ one: Int, _ other: Int) -> Bool { !conflict(one, other) }

  /// The number of tasks that a group may have.
  package var sizeRange: ClosedRange<Int> { min(settings.minimumSize, maximumSize)...maximumSize }
}
