import Diagnostics
import Foundation
import KindredTestSupport
import Labels
import Statistics
import Synchronization
import Testing

/// No journal holds measurements of two protocols, whoever writes it at the same moment.
@Suite struct JournalProtocolTests {
  let jobs = (0..<20).map { Job(tasks: [$0 % 4, 4 + $0 % 3], replicate: $0 / 12) }

  private func execution(_ folder: String, seed: UInt64 = 1) -> JobExecution {
    JobExecution(runner: SyntheticRunner(seed: seed), threads: 1, folder: folder, panelHash: "panel")
  }

  private func content(_ folder: String, seed: UInt64 = 1) throws -> JournalContent {
    try readJournals(
      in: folder, panelHash: "panel", protocolHash: SyntheticRunner(seed: seed).identity.protocolHash, taskCount: 8)
  }

  private func journal(_ folder: TemporaryFolder) -> URL { URL(filePath: folder.path("labels/journal-1-of-1.jsonl")) }

  @Test func aRunOfAnotherProtocolIsRefusedThoughTheJournalWasNotThereWhenItBegan() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("labels")
    let stores = try [1, 2].map {
      try JournalStore(folder: path, panelHash: "panel", runner: SyntheticRunner(seed: $0), taskCount: 8)
    }
    try stores[0].run(jobs, threads: 1, progress: SilentProgress(), interruption: Interruption())
    let before = try Data(contentsOf: journal(folder))
    #expect(throws: UserError.foreignJournal(path + "/journal-1-of-1.jsonl")) {
      try stores[1].run(jobs, threads: 1, progress: SilentProgress(), interruption: Interruption())
    }
    #expect(try Data(contentsOf: journal(folder)) == before)
  }

  @Test func ofTwoThatBeginTogetherOneIsRefused() throws {
    for _ in 0..<40 {
      let folder = try TemporaryFolder()
      let path = folder.path("labels")
      let winners = Mutex<[UInt64]>([])
      DispatchQueue.concurrentPerform(iterations: 4) { index in
        let seed = UInt64(1 + index % 2)
        if (try? execution(path, seed: seed).run(jobs)) != nil { winners.withLock { $0.append(seed) } }
      }
      let seeds = Set(winners.withLock { $0 })
      let seed = try #require(seeds.first)
      #expect(seeds.count == 1)
      let read = try content(path, seed: seed)
      #expect(read.table.outcomes.count == jobs.count && read.tornLines == 0 && read.foreignLines == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["journal-1-of-1.jsonl"])
    }
  }

  /// Two shards have a journal each: whoever begins and finds another protocol's beside its own is refused, and leaves nothing.
  @Test func aShardOfAnotherProtocolIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("labels")
    func shard(_ index: Int, seed: UInt64) throws -> JobExecution {
      JobExecution(
        runner: SyntheticRunner(seed: seed), threads: 1, folder: path,
        journal: try #require(Shard("\(index)/2")).journalName, panelHash: "panel")
    }
    try shard(1, seed: 1).run(Array(jobs[..<5]))
    #expect(throws: UserError.foreignJournal(path + "/journal-1-of-2.jsonl")) {
      try shard(2, seed: 2).run(Array(jobs[5...]))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["journal-1-of-2.jsonl"])
    try shard(2, seed: 1).run(Array(jobs[5...]))
    #expect(try content(path).table.outcomes.count == Set(jobs).count)
  }

  /// Fails every job of task 0; counts what it is asked for.
  private final class FailingRunner: JobRunner {
    let asked = Mutex(0)
    let mayMendItself: Bool
    let identity = RunnerIdentity(name: "failing", protocolHash: "failing")

    init(mayMendItself: Bool) { self.mayMendItself = mayMendItself }
    func makeWorker(interruption: Interruption) -> any JobWorker { Worker(runner: self) }

    struct Worker: JobWorker {
      let runner: FailingRunner

      func run(_ job: Job) -> JobResult {
        runner.asked.withLock { $0 += 1 }
        let base = SyntheticRunner(seed: 1)
        return job.tasks.contains(0)
          ? .failed("no") : .measured(job.tasks.map { base.outcome(of: $0, in: job) }, epochs: 1)
      }
    }
  }

  /// Where the result depends on the job alone a failure is remembered; another program's is tried once more a command.
  @Test(arguments: [false, true]) func aFailedJobIsNotTrainedByEveryCommand(mayMendItself: Bool) throws {
    let folder = try TemporaryFolder()
    let failing = Set(jobs.filter { $0.tasks.contains(0) }).count
    for command in 0..<3 {
      let runner = FailingRunner(mayMendItself: mayMendItself)
      let store = try JournalStore(folder: folder.path("labels"), panelHash: "panel", runner: runner, taskCount: 8)
      for _ in 0..<2 {
        try store.run(
          Array(Set(store.missing(of: jobs))), threads: 1, progress: SilentProgress(), interruption: Interruption())
      }
      let expected = command == 0 ? Set(jobs).count : mayMendItself ? failing : 0
      #expect(runner.asked.withLock { $0 } == expected, "command \(command)")
      #expect(store.content.failures.count == failing)
    }
  }

  @Test func aLineOfAnotherProtocolCountsForNothing() throws {
    let folder = try TemporaryFolder()
    try execution(folder.path("other"), seed: 2).run(Array(jobs[10...]))
    try execution(folder.path("labels")).run(Array(jobs[..<10]))
    let foreign = try Data(contentsOf: URL(filePath: folder.path("other/journal-1-of-1.jsonl")))
      .split(separator: UInt8(ascii: "\n")).dropFirst()
    let own = try Data(contentsOf: journal(folder))
    try (own + foreign.joined(separator: [UInt8(ascii: "\n")]) + [UInt8(ascii: "\n")]).write(to: journal(folder))
    let read = try content(folder.path("labels"))
    #expect(Set(read.table.outcomes.keys) == Set(jobs[..<10]))
    #expect(read.foreignLines == 10 && read.tornLines == 0)
  }

  @Test func linesOfOldWithoutAMarkAreRead() throws {
    let folder = try TemporaryFolder()
    try execution(folder.path("labels")).run(jobs)
    let text = try String(contentsOf: journal(folder), encoding: .utf8)
    let old = text.replacing(try Regex(#","mark":"[0-9a-f]{8}"|"format":1,"#), with: "")
    #expect(old.count < text.count - 20 * 18 && !old.contains("mark"))
    try old.write(to: journal(folder), atomically: true, encoding: .utf8)
    #expect(try content(folder.path("labels")).table.outcomes.count == jobs.count)
    try execution(folder.path("labels")).run([Job(tasks: [7], replicate: 0)])
    #expect(try content(folder.path("labels")).table.outcomes.count == jobs.count + 1)
  }

  @Test(arguments: ["", "{\"pan", "{\"panel\":\"panel\",\"pro\n", "\0\0\0"])
  func aTornHeaderBlocksNothing(header: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path("labels"), withIntermediateDirectories: true)
    try Data(header.utf8).write(to: journal(folder))
    try FileManager.default.setAttributes(
      [.modificationDate: Date() - 100], ofItemAtPath: journal(folder).path)
    #expect(try content(folder.path("labels")).table.outcomes.isEmpty)
    try execution(folder.path("labels")).run(jobs)
    #expect(try content(folder.path("labels")).table.outcomes.count == jobs.count)
    #expect(try content(folder.path("labels")).tornLines == 0)
  }

  @Test func whatIsNoJournalIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    for text in ["a list\nof things\n", String(repeating: "x", count: 10_000)] {
      try FileManager.default.createDirectory(atPath: folder.path("labels"), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: journal(folder))
      #expect(throws: UserError.self) { try execution(folder.path("labels")).run(jobs) }
      #expect(try Data(contentsOf: journal(folder)) == Data(text.utf8))
    }
  }

  @Test func aJournalOfANewerVersionIsRefused() throws {
    let folder = try TemporaryFolder()
    try execution(folder.path("labels")).run(jobs)
    let text = try String(contentsOf: journal(folder), encoding: .utf8)
    try text.replacing("\"format\":1", with: "\"format\":2").write(
      to: journal(folder), atomically: true, encoding: .utf8)
    for attempt in [{ _ = try content(folder.path("labels")) }, { try execution(folder.path("labels")).run(jobs) }] {
      #expect { try attempt() } throws: { "\($0)".contains("newer version") }
    }
  }
}
