import Diagnostics
import Foundation
import KindredTestSupport
import Labels
import LinearAlgebra
import Statistics
import Testing

@Suite struct JournalTests {
  let runner = SyntheticRunner()
  let jobs = (0..<30).map { Job(tasks: [$0 % 5, 5 + $0 % 3], replicate: $0 / 15) } + [Job(tasks: [0], replicate: 0)]

  private func execution(_ folder: String, threads: Int = 2, shard: Shard = .whole) -> JobExecution {
    JobExecution(
      runner: runner, threads: threads, folder: folder, journal: shard.journalName, panelHash: "panel")
  }

  private func content(_ folder: String) throws -> JournalContent {
    try readJournals(
      in: folder, panelHash: "panel", protocolHash: SyntheticRunner().identity.protocolHash, taskCount: 8)
  }

  @Test func keepsWhatWasMeasured() throws {
    let folder = try TemporaryFolder()
    try execution(folder.path("labels")).run(jobs)
    let read = try content(folder.path("labels"))
    #expect(read.table.outcomes.count == Set(jobs).count)
    for job in jobs {
      guard case .measured(let outcomes, _) = runner.makeWorker().run(job) else { continue }
      #expect(read.table.outcomes[job] == outcomes)
    }
    #expect(read.tornLines == 0 && read.failures.isEmpty)
  }

  /// What is read without outcomes says the same of every job.
  @Test func aTallyAgreesWithWhatWasRead() throws {
    let folder = try TemporaryFolder()
    try execution(folder.path("labels")).run(Array(jobs[5...]))
    let path = folder.path("labels/journal-1-of-1.jsonl")
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let mark = JournalHeader(panel: "panel", protocol: runner.identity.protocolHash).mark
    let one = #""mark":"\#(mark)","phase":"develop","replicate":0,"seconds":1"#
    lines += [
      #"{"epochs":0,"failure":"broken",\#(one),"tasks":[0,5]}"#,
      #"{"epochs":1,"failure":"lost","outcomes":[{"loss":1,"metrics":{},"nullLoss":1,"rows":3},null],\#(one),"tasks":[1,6]}"#,
      String(lines[3].prefix(40)), lines[4], lines[5].replacing(mark, with: "00000000"),
    ]
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let plan = LabelPlan(
      panelHash: "panel", protocolHash: runner.identity.protocolHash, taskCount: 8, baselineReplicates: 1,
      replicates: 2,
      sets: (0..<5).flatMap { a in (5..<8).map { TaskSet([a, $0]) } })
    let whole = LabelStatus(of: plan, in: try content(folder.path("labels")))
    let tally = try JournalTally(
      folder: folder.path("labels"), panelHash: "panel", protocolHash: runner.identity.protocolHash, taskCount: 8)
    #expect(LabelStatus(of: plan, in: tally) == whole)
    #expect(whole.failed == 2 && whole.tornLines == 1 && whole.foreignLines == 1 && whole.missing > 0, "\(whole)")
  }

  @Test func aTornLastLineCostsItsJobOnly() throws {
    let folder = try TemporaryFolder()
    try execution(folder.path("labels")).run(jobs)
    let path = folder.path("labels/journal-1-of-1.jsonl")
    let whole = try Data(contentsOf: URL(filePath: path))
    var stream = RandomStream(seed: 11)
    for _ in 0..<20 {
      let kept = whole.count - 1 - stream.below(400)
      try whole.prefix(kept).write(to: URL(filePath: path))
      let lines = whole.prefix(kept).split(separator: UInt8(ascii: "\n")).count - 1
      let before = try content(folder.path("labels")).table.outcomes.count
      #expect(before >= lines - 1)
      let missing = try Set(jobs).filter { try content(folder.path("labels")).table.outcomes[$0] == nil }.sorted()
      try execution(folder.path("labels")).run(missing)
      let after = try content(folder.path("labels"))
      #expect(after.table.outcomes.count == Set(jobs).count)
    }
  }

  @Test func shardsMergeByReading() throws {
    let folder = try TemporaryFolder()
    let order = Set(jobs).sorted()
    for index in 1...3 {
      let shard = try #require(Shard("\(index)/3"))
      let mine = order.enumerated().filter { shard.holds($0.offset) }.map(\.element)
      try execution(folder.path("labels"), shard: shard).run(mine)
    }
    #expect(try folder.names() == ["labels"])
    #expect(try content(folder.path("labels")).table.outcomes.count == order.count)
  }

  @Test func refusesTheJournalsOfAnotherPanelOrProtocol() throws {
    let folder = try TemporaryFolder()
    try execution(folder.path("labels")).run(jobs)
    #expect(throws: UserError.self) {
      try readJournals(
        in: folder.path("labels"), panelHash: "other", protocolHash: SyntheticRunner().identity.protocolHash,
        taskCount: 8)
    }
    #expect(throws: UserError.self) {
      try readJournals(in: folder.path("labels"), panelHash: "panel", protocolHash: "other", taskCount: 8)
    }
  }

  @Test func stopsBetweenJobsWhenInterrupted() throws {
    let folder = try TemporaryFolder()
    let interruption = Interruption()
    interruption.raise()
    #expect(throws: UserError.interrupted) {
      try execution(folder.path("labels")).run(jobs, interruption: interruption)
    }
    #expect(try content(folder.path("labels")).table.outcomes.isEmpty)
  }

  @Test func aFolderThatCannotBeWrittenIsTheUsersToMend() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("a file", as: "labels")
    #expect { try execution(folder.path("labels")).run(jobs) } throws: { ($0 as? UserError)?.exitCode == .cannotWrite }
  }

  /// The fast reader gives what the general decoder does, and leaves to it what is not of the writer's plain form.
  @Test func bothReadersOfALineAgree() throws {
    let plain = TaskOutcome(
      loss: 0.1, nullLoss: 1e-300, metrics: Metrics(auc: 0.5, averagePrecision: 1.0 / 3), rows: 7)
    var odd = plain
    odd.metrics = Metrics(r2: -1.25e7, rmse: 2, mae: .leastNonzeroMagnitude, spearman: -0.0)
    var undefined = plain
    undefined.metrics.undefined = ["auc": "one \"class\" only"]
    var blocked = plain
    blocked.blocks = BlockShares(sums: (0..<10).map { Double($0 * $0) })
    for (outcomes, learner) in [
      ([plain], nil), ([plain, odd], nil), ([undefined], nil), ([blocked], Job.Learner.linear),
    ] {
      var entry = JournalEntry(
        phase: .verify, learner: learner, tasks: Array(0..<outcomes.count), replicate: 3, epochs: 12, seconds: 0.25)
      entry.outcomes = outcomes
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let bytes = Array(try encoder.encode(entry))
      let fast = bytes.withUnsafeBufferPointer { buffer in
        var line = JournalLine(buffer)
        return line.entry()
      }
      #expect((fast == nil) == (outcomes == [undefined]))
      if let fast {
        #expect(fast.job == entry.job && fast.outcomes == outcomes && fast.epochs == 12 && fast.seconds == 0.25)
      }
      // No part of a line is taken for a whole one.
      for length in 1..<bytes.count {
        let torn = bytes[..<length].withUnsafeBufferPointer { buffer in
          var line = JournalLine(buffer)
          return line.entry()
        }
        #expect(torn == nil, "\(length) bytes")
      }
    }
  }

  @Test func aStoreReadsOnceAndKnowsWhatItRan() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("labels")
    let store = try JournalStore(folder: path, panelHash: "panel", runner: runner, taskCount: 8)
    try store.run(jobs, threads: 2, progress: SilentProgress(), interruption: Interruption())
    #expect(store.missing(of: jobs).isEmpty)
    let kept = try JournalStore(folder: path, panelHash: "panel", runner: runner, taskCount: 8)
    #expect(kept.losses.fingerprint(of: jobs) == store.losses.fingerprint(of: jobs))
    #expect(kept.content.measuredJobs == store.content.measuredJobs)
    // What it knows does not depend on the files any more.
    try FileManager.default.removeItem(atPath: path)
    #expect(store.missing(of: jobs + [Job(tasks: [7], replicate: 0)]) == [Job(tasks: [7], replicate: 0)])
  }
}
