import Diagnostics
import Foundation
import Kindred
import KindredTestSupport
import Testing

/// Jobs that fail take nothing else with them, and are told wherever something rests on them.
@Suite struct FailedJobTests {
  /// Loses one task's outcome in every network of several tasks; fails all jobs of another task with a third.
  private struct LosingRunner: JobRunner {
    let base = SyntheticRunner(seed: 4, pairEffect: 0.1)
    var loses = 0

    var identity: RunnerIdentity { RunnerIdentity(name: "losing", protocolHash: "losing \(loses)") }
    func makeWorker(interruption: Interruption) -> any JobWorker { Worker(runner: self) }

    struct Worker: JobWorker {
      let runner: LosingRunner

      func run(_ job: Job) -> JobResult {
        let outcomes = job.tasks.map { runner.base.outcome(of: $0, in: job) }
        guard job.tasks.count > 1, let lost = job.tasks.firstIndex(of: runner.loses) else {
          return .measured(outcomes, epochs: 1)
        }
        var some: [TaskOutcome?] = outcomes
        some[lost] = nil
        return .partly(some, epochs: 1, reason: "a task got lost")
      }
    }
  }

  private static func study(_ path: String) throws -> Study {
    let panel = Checkout.folder.appending(path: "data/demo/panel.csv").path
    return try Study(folder: path, files: [panel], threads: 2) { settings in
      settings.panel.options.taskColumn = "task"
      settings.panel.options.targetColumns = ["target"]
      settings.panel.options.idColumn = "sample"
      settings.protocol = .init(fraction: 1, replicates: 3, baselineReplicates: 3)
      settings.plans.replicates = 2
      settings.probe.enabled = false
    }
  }

  @Test func aFailedTaskLeavesItsPartnersOutcomes() throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(folder.path("study"))
    let runner = LosingRunner()
    let status = try study.label(runner: runner)
    #expect(status.isComplete && status.failed > 0 && status.firstFailure == "a task got lost")
    #expect(status.done + status.failed == status.planned)
    let pair = Job(tasks: [0, 1], replicate: 1)
    let losses = try study.measurements().losses
    #expect(losses.outcome(of: 1, in: [0, 1], replicate: 1) == runner.base.outcome(of: 1, in: pair))
    #expect(losses.outcome(of: 0, in: [0, 1], replicate: 1) == nil)
    #expect(try GainsOfTargets(study).targets == Set(1..<status.taskCount(study)))

    // What is recommended is a plan that was measured in full, unless none was.
    let verification = try study.verify()
    #expect(!verification.scores.isEmpty && verification.scores.allSatisfy { $0.loss > 0 })
    let failures = try #require(try study.failures())
    #expect(failures.failed > 0 && !failures.touchesRecommendation)
    #expect(failures.text.contains("jobs failed: a task got lost"))
    #expect(try study.report().contains("jobs failed"))
    let page = try String(contentsOfFile: folder.path("study/report.html"), encoding: .utf8)
    #expect(page.contains("jobs failed: a task got lost"))
  }

  private struct GainsOfTargets {
    var targets: Set<Int>
    init(_ study: Study) throws {
      let losses = try study.measurements().losses
      targets = Set(GainEstimator(fittedTo: losses).gains(from: losses).map(\.target))
    }
  }

  @Test func aStudyWithoutFailuresHasNothingToTell() throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(folder.path("study"))
    try study.label(runner: SyntheticRunner(seed: 4))
    #expect(try study.failures() == nil)
    #expect(!(try study.report().contains("failed")))
  }

  /// Nothing of a finished study is written when it is reported again, so that it can lie on a read-only disk.
  @Test func aFinishedStudyIsReportedWithoutWriting() throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(folder.path("study"))
    let runner = SyntheticRunner(seed: 4)
    try study.label(runner: runner)
    let verdict = try study.run()
    func state() throws -> [String: Date] {
      let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path("study"))
      return try Dictionary(
        uniqueKeysWithValues: files.map { file in
          let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("study/" + file))
          return (file, try #require(attributes[.modificationDate] as? Date))
        })
    }
    let before = try state()
    let again = try Study(folder: folder.path("study"))
    try again.label(runner: runner)
    #expect(try again.report() == verdict)
    #expect(try state() == before)
  }
}

extension LabelStatus {
  fileprivate func taskCount(_ study: Study) throws -> Int { try study.panel().panel.tasks.count }
}
