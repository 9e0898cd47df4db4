/// A script for GNU parallel: the shards on the processors of one machine, or of several by --sshlogin.
package struct ParallelScript: Sendable {
  let jobs: EngineJobs
  let folder: String

  package init(_ jobs: EngineJobs, folder: String) {
    self.jobs = jobs
    self.folder = folder
  }

  package func files() -> [ExportedFile] {
    let text = """
      #!/bin/bash
      # Measures the missing shards with GNU parallel and merges them. Further options go to parallel, such as --jobs 4; called
      # again, it goes on where it stopped.
      \(jobs.preamble(folder: folder))
      export kindred study
      for round in 1 2 3; do
        shards=$(missing | tr ',' '\\n' | awk -F- '{ for (i = $1; i <= ($2 == "" ? $1 : $2); i++) print i }')
        if [ -z "$shards" ]; then exec "$kindred" label --study "$study"; fi
        echo "$shards" | parallel --will-cite --joblog "$here/joblog" --retries 3 --timeout \(jobs.minutes * 60) "$@" \\
          '"$kindred" label --study "$study" --shard {}/\(jobs.shards) --threads 1 -q' || true
      done
      echo "shards $(missing) are missing after three rounds: see $here/joblog, then call this again" >&2
      exit 1

      """
    return [ExportedFile("run.sh", text, isExecutable: true)]
  }
}
