/// Manifests for Kubernetes: an indexed job of shards, a job that merges, and a script that sends one after the other.
package struct KubernetesFiles: Sendable {
  let jobs: EngineJobs

  package init(_ jobs: EngineJobs) { self.jobs = jobs }

  package func files() -> [ExportedFile] {
    let shards = """
        completions: \(jobs.shards)
        parallelism: \(jobs.shards)
        completionMode: Indexed
        backoffLimitPerIndex: 3
        activeDeadlineSeconds: \(jobs.minutes * 60 * 4)

      """
    return [
      ExportedFile("label.yaml", manifest("kindred-label", spec: shards, more: ["--shard", "auto"])),
      ExportedFile("merge.yaml", manifest("kindred-merge", spec: "  backoffLimit: 2\n", more: [])),
      ExportedFile("run.sh", script, isExecutable: true),
    ]
  }

  private var script: String {
    """
    #!/bin/sh
    # Measures the shards, waits for them, and merges. Name your image and claim in the manifests first.
    set -eu
    cd "$(dirname "$0")"
    kubectl apply -f label.yaml
    kubectl wait --for=condition=complete --timeout=\(jobs.minutes * 4)m job/kindred-label
    kubectl apply -f merge.yaml

    """
  }

  private func manifest(_ name: String, spec: String, more: [String]) -> String {
    let words = ["kindred", "label", "--study", jobs.study, "--threads", "1", "-q"] + more
    return """
      # The volume holds the study and the panel under the paths that study.toml has; edit image and claimName.
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: \(name)
      spec:
      \(spec)  template:
          spec:
            restartPolicy: Never
            containers:
              - name: kindred
                image: kindred:latest
                command: [\(words.map(QuotedText.json).joined(separator: ", "))]
                env:
                  - name: KINDRED_SHARDS
                    value: "\(jobs.shards)"
                volumeMounts:
                  - name: study
                    mountPath: \(QuotedText.json(jobs.study))
            volumes:
              - name: study
                persistentVolumeClaim:
                  claimName: kindred-study

      """
  }
}
