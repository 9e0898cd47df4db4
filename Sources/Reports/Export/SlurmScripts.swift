/// Scripts for Slurm: an array of shards, and a job behind it that sends what is still missing again, or merges.
package struct SlurmScripts: Sendable {
  let jobs: EngineJobs
  /// Where the scripts will lie: Slurm runs copies of them.
  let folder: String

  package init(_ jobs: EngineJobs, folder: String) {
    self.jobs = jobs
    self.folder = folder
  }

  package func files() -> [ExportedFile] {
    [
      ExportedFile("submit.sh", submit, isExecutable: true), ExportedFile("array.sh", array, isExecutable: true),
      ExportedFile("merge.sh", merge, isExecutable: true), ExportedFile("logs/.keep", ""),
    ]
  }

  /// `days-hours:minutes:0`, as Slurm writes it.
  private func limit(_ minutes: Int) -> String {
    let (days, rest) = minutes.quotientAndRemainder(dividingBy: 1440)
    let (hours, left) = rest.quotientAndRemainder(dividingBy: 60)
    return "\(days)-\(hours < 10 ? "0" : "")\(hours):\(left < 10 ? "0" : "")\(left):00"
  }

  private func header(_ name: String, log: String, minutes: Int) -> String {
    """
    #!/bin/bash
    #SBATCH --job-name=\(name)
    #SBATCH --time=\(limit(minutes))
    #SBATCH --cpus-per-task=1
    #SBATCH --output="\(folder)/logs/\(log).log"
    """
  }

  private var submit: String {
    """
    #!/bin/bash
    # Sends the shards that have missing jobs to Slurm, and merge.sh behind them. Further options go to sbatch, as in
    #   ./submit.sh --partition=cpu
    \(jobs.preamble(folder: folder))
    array=$(missing)
    round=${KINDRED_ROUND:-1}
    if [ -z "$array" ]; then exec "$kindred" label --study "$study"; fi
    id=$(sbatch --parsable --array="$array" "$@" "$here/array.sh")
    KINDRED_ROUND=$round sbatch --parsable --dependency="afterany:${id%%;*}" "$@" "$here/merge.sh" "$@"
    echo "sent shards $array as job $id, round $round; squeue shows them" >&2

    """
  }

  private var array: String {
    """
    \(header("kindred", log: "%A_%a", minutes: jobs.minutes))
    #SBATCH --signal=B:USR2@120
    #SBATCH --requeue
    # One shard. Two minutes before its time is over it is told to stop; what it has measured is kept.
    \(jobs.preamble(folder: folder))
    exec "$kindred" label --study "$study" --shard "$SLURM_ARRAY_TASK_ID/\(jobs.shards)" --threads "${SLURM_CPUS_PER_TASK:-1}" -q

    """
  }

  private var merge: String {
    """
    \(header("kindred-merge", log: "merge-%j", minutes: 30))
    # When the array is over: sends again what is missing, three times in all, or makes gains.csv of what was measured.
    \(jobs.preamble(folder: folder))
    array=$(missing)
    if [ -z "$array" ]; then exec "$kindred" label --study "$study"; fi
    if [ "${KINDRED_ROUND:-1}" -lt 3 ]; then
      KINDRED_ROUND=$((${KINDRED_ROUND:-1} + 1)) exec "$here/submit.sh" "$@"
    fi
    echo "shards $array are missing after three rounds: see $here/logs, then call submit.sh again" >&2
    exit 1

    """
  }
}
