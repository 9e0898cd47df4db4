/// What an engine is to run: a study's labels in shards, each in its own process.
package struct EngineJobs: Sendable {
  /// The program and the study, as absolute paths.
  let program: String
  let study: String
  let shards: Int
  /// What a shard may take.
  let minutes: Int

  /// The most shards: Slurm's arrays have 1,001 places by default.
  package static let mostShards = 1000

  /// - Parameters:
  ///   - jobs: of the plan.
  ///   - seconds: that one takes on one thread.
  ///   - shards: in how many parts; nil for about half an hour each.
  package init(program: String, study: String, jobs: Int, seconds: Double, shards: Int?) {
    self.program = program
    self.study = study
    let wanted = shards ?? Int((Double(jobs) * seconds / 1800).rounded(.up))
    self.shards = max(1, min(wanted, jobs, Self.mostShards))
    let each = (Double(jobs) / Double(self.shards)).rounded(.up) * seconds
    // Jobs differ, machines too; and a start takes its time.
    minutes = Int((10 + 3 * each / 60).rounded(.up))
  }

  /// The lines that a script of any engine begins with: where things are, and which shards have missing jobs.
  func preamble(folder: String) -> String {
    """
    set -eu
    kindred=${KINDRED:-\(QuotedText.shell(program))}
    study=\(QuotedText.shell(study))
    here=\(QuotedText.shell(folder))
    missing() { "$kindred" label --study "$study" --status --shards \(shards) -q | sed -n 's/^--array=//p'; }
    """
  }
}
