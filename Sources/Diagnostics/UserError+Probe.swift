extension UserError {
  public static func unknownTask(_ name: String, known: [String]) -> UserError {
    let shown = known.prefix(8).joined(separator: ", ") + (known.count > 8 ? ", ..." : "")
    return UserError(
      .usage, found: "the panel has no task named \(name)", expected: "one of \(shown)",
      advice: "Give a task by its column's name (kindred inspect lists them)")
  }

  public static func combinerNeedsFocal(_ combiner: String) -> UserError {
    UserError(
      .usage, found: "the combiner \(combiner) privileges one task, and none is named",
      advice: "Name it with --focal TASK, or choose average, pcgrad or cagrad")
  }
}
