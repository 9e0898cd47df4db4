extension UserError {
  package static func unknownTask(_ name: String, known: [String]) -> UserError {
    let shown = known.prefix(8).joined(separator: ", ") + (known.count > 8 ? ", ..." : "")
    return UserError(
      .usage, found: "the panel has no task named \(name)", expected: "one of \(shown)",
      advice: "Give a task by its column's name (kindred inspect lists them)")
  }

  /// Combiners are compared in trainings that stop in the plain way.
  package static func combinersStopPlainly() -> UserError {
    UserError(
      .usage,
      found: "combiners are compared on the latest weights at the end of an epoch, stopped for all tasks at once",
      expected: "--stopping joint, --averaged-weights 0 and --checkpoints-per-epoch 1",
      advice: "Compare them in a study of such settings, or leave --compare-combiners out")
  }

  package static func combinerNeedsFocal(_ combiner: String) -> UserError {
    UserError(
      .usage, found: "the combiner \(combiner) privileges one task, and none is named",
      advice: "Name it with --focal TASK, or choose average, pcgrad or cagrad")
  }
}

extension UserError {
  package static func annotatesUnknownTask(_ path: String, line: Int?, task: String) -> UserError {
    UserError(
      .badData, file: path, line: line, column: "task", found: "the panel has no task named \(task)",
      expected: "the name of a task's column", advice: "Correct the name or remove the line")
  }

  package static func taskWithoutAnnotation(_ path: String, task: String) -> UserError {
    UserError(
      .badData, file: path, column: "task", found: "no cluster is given for \(task)", expected: "a line for each task",
      advice: "Add the line \(task),CLUSTER")
  }

  package static func sweepNeedsFullOverlap(_ least: Double) -> UserError {
    UserError(
      .badData, found: "some tasks share only \((least * 100).rounded()) % of their rows",
      expected: "tasks that share nearly all rows, as a sweep can only take overlap away",
      advice: "Choose such tasks with --target-columns in another study, or leave --overlap-sweep out")
  }
}
