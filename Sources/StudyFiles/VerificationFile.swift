package import Diagnostics
package import Labels
package import Panels
package import Plans
internal import Statistics
internal import Tables

/// `verification.csv`: what every verified plan reached on untouched rows, a row a plan, replicate and task.
package enum VerificationFile {
  static let header = ["plan", "replicate", "task", "loss", "metric"]

  package static func write(
    _ plans: [VerifiedPlan], replicates: Int, table: LossTable, tasks: [LearningTask], to path: String
  ) throws(UserError) {
    var rows = CSVWriter(header: header)
    for plan in plans {
      for replicate in 0..<replicates {
        for (index, task) in tasks.enumerated() {
          let outcome = plan.outcome(of: index, replicate: replicate, in: table)
          rows.append([
            .text(plan.candidate.name), .integer(replicate), .text(task.name), .number(outcome?.loss),
            .number(outcome?.metrics.primary),
          ])
        }
      }
    }
    try rows.write(to: path)
  }

  /// The same for sets of helpers: a row a set, replicate and primary task.
  package static func write(
    _ choice: HelperChoice, replicates: Int, table: LossTable, tasks: [LearningTask], to path: String
  ) throws(UserError) {
    var rows = CSVWriter(header: header)
    for primary in choice.primaries {
      for set in HelperVerification.sets(of: primary) {
        for replicate in 0..<replicates {
          let outcome = HelperVerification.outcome(of: set, replicate: replicate, in: table)
          rows.append([
            .text(set.name), .integer(replicate), .text(tasks[primary.primary].name), .number(outcome?.loss),
            .number(outcome?.metrics.primary),
          ])
        }
      }
    }
    try rows.write(to: path)
  }
}
