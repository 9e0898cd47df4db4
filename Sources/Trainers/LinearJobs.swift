public import Diagnostics
public import Labels
internal import LinearAlgebra
internal import Networks
internal import Panels

/// A runner that leaves jobs of linear models to ridge and logistic regression, and all others to another runner.
///
/// Linear models are measured on the same splits as the built-in networks, so that they are a yardstick for whatever is
/// trained: the fold that stops a network early chooses their penalty.
public struct RunnerWithLinearModels: JobRunner {
  private let base: any JobRunner
  private let networks: NetworkJobRunner

  /// - Parameters:
  ///   - base: measures all jobs of networks; its identity is the whole runner's.
  ///   - networks: whose splits and targets the linear models get.
  public init(_ base: any JobRunner, networks: NetworkJobRunner) {
    self.base = base
    self.networks = networks.withoutLinearPath
  }

  /// That of the runner that measures the networks.
  public var identity: RunnerIdentity { base.identity }

  /// As many as that runner wants.
  public func jobsAtOnce(threads: Int) -> Int { base.jobsAtOnce(threads: threads) }

  /// Where that runner says so.
  public var mayMendItself: Bool { base.mayMendItself }

  /// Where that runner does.
  public func givesUp(failed: Int, of ended: Int) -> Bool { base.givesUp(failed: failed, of: ended) }

  /// A worker that fits linear models itself and hands all other jobs on.
  public func makeWorker(interruption: Interruption) -> any JobWorker {
    Worker(base: base.makeWorker(interruption: interruption), linear: LinearJobWorker(runner: networks))
  }

  private struct Worker: JobWorker {
    let base: any JobWorker
    let linear: LinearJobWorker

    func run(_ job: Job) -> JobResult { job.learner == .linear ? linear.run(job) : base.run(job) }
  }
}

/// Fits linear models to the rows of a network's fits: one a task, whatever else is in the job.
struct LinearJobWorker: JobWorker {
  let runner: NetworkJobRunner

  func run(_ job: Job) -> JobResult {
    let learner = LinearLearner()
    return runner.outcome(of: job) { fold in
      let request = fold.request
      let outputs = request.heads.map { head in
        learner.fit(request.inputs, train: head.train, validation: head.validation, loss: head.loss).model
          .outputs(request.inputs, rows: head.test.rows).map { Float($0) }
      }
      return (outputs, 0)
    }
  }
}
