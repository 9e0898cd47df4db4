import Diagnostics
import Foundation
import KindredTestSupport
import Labels
import LinearAlgebra
import Testing

@Suite struct JournalTests {
  let runner = SyntheticRunner()
  let jobs = (0..<30).map { Job(tasks: [$0 % 5, 5 + $0 % 3], replicate: $0 / 15) } + [Job(tasks: [0], replicate: 0)]

  private func execution(_ folder: String, threads: Int = 2, shard: Shard = .whole) -> JobExecution {
    JobExecution(
      runner: runner, threads: threads, folder: folder, shard: shard, panelHash: "panel")
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
}
