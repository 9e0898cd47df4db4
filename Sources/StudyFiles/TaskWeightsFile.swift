package import Diagnostics
internal import Tables

/// A table with the columns `task` and `weight`: what each task's loss counts in a joint one.
package enum TaskWeightsFile {
  /// The weights by task's name; throws where a task stands twice, or a weight is none.
  package static func read(_ path: String) throws(UserError) -> [String: Double] {
    let table = try Table.read(path)
    let (names, weights) = (try table.texts("task"), try table.numbers("weight"))
    var result: [String: Double] = [:]
    for row in names.indices {
      guard StudySettings.taskWeightBounds.contains(weights[row]) else {
        throw UserError.valueOutOfBounds(
          path, line: table.line(row), column: "weight", found: weights[row], bounds: StudySettings.taskWeightBounds)
      }
      guard result.updateValue(weights[row], forKey: names[row]) == nil else {
        throw UserError.weighsTaskTwice(path, line: table.line(row), task: names[row])
      }
    }
    return result
  }
}
