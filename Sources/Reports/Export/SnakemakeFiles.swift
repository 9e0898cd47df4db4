/// A workflow for Snakemake: a rule that measures a shard, and one that merges.
package struct SnakemakeFiles: Sendable {
  let jobs: EngineJobs

  package init(_ jobs: EngineJobs) { self.jobs = jobs }

  package func files() -> [ExportedFile] {
    let text = """
      # Measures a study's labels in shards and merges them: snakemake -k --cores 4, or with an executor of your cluster.
      # After a change of the study's settings: snakemake -F.
      import os

      KINDRED = os.environ.get("KINDRED", \(QuotedText.json(jobs.program)))
      STUDY = \(QuotedText.json(jobs.study))
      SHARDS = \(jobs.shards)


      rule merged:
          input:
              expand("shards/{i}.done", i=range(1, SHARDS + 1)),
          output:
              touch("merged.done"),
          resources:
              runtime=30,
          shell:
              "{KINDRED:q} label --study {STUDY:q}"


      rule shard:
          output:
              touch("shards/{i}.done"),
          retries: 2
          threads: 1
          resources:
              runtime=\(jobs.minutes),
          shell:
              "{KINDRED:q} label --study {STUDY:q} --shard {wildcards.i}/{SHARDS} --threads {threads} -q"

      """
    return [ExportedFile("Snakefile", text)]
  }
}
