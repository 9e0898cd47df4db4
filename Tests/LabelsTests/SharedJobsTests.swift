import Diagnostics
import Foundation
import KindredTestSupport
import Labels
import Synchronization
import Testing

/// Claims on jobs, by several claimants of one folder.
@Suite struct SharedJobsTests {
  private static let jobs = (0..<40).map { Job(tasks: [$0], replicate: 0) }

  private static func queue(_ folder: String, _ name: String, patience: TimeInterval = 30) throws -> SharedJobs {
    try SharedJobs(jobs, folder: folder, claimant: name, interruption: Interruption(), patience: patience)
  }

  @Test func everyJobGoesToOneClaimant() throws {
    let folder = try TemporaryFolder()
    let taken = Mutex<[Job]>([])
    let queues = try (0..<6).map { try Self.queue(folder.path("claims"), "claimant \($0)") }
    DispatchQueue.concurrentPerform(iterations: 6) { index in
      while let job = try? queues[index].next() {
        taken.withLock { $0.append(job) }
        usleep(1000)
        queues[index].end(job)
      }
    }
    #expect(taken.withLock { $0.sorted() } == Self.jobs)
  }

  @Test func whatIsGivenBackOrLeftByTheDeadIsTakenOnce() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("claims")
    let first = try Self.queue(path, "first")
    let job = try #require(try first.next())
    first.giveBack(job)
    let second = try Self.queue(path, "second")
    #expect(try second.next() == job)
    second.end(job)

    // A claimant without a heartbeat is dead; one with an old one too.
    let dead = try #require(try second.next())
    try FileManager.default.removeItem(atPath: path + "/second.alive")
    #expect(try first.next() == dead)
    let third = try Self.queue(path, "third")
    try withExtendedLifetime(third) {
      let old = try #require(try third.next())
      // Behind its first beat, which comes from a thread of its own.
      usleep(300_000)
      try FileManager.default.setAttributes(
        [.modificationDate: Date() - 100], ofItemAtPath: path + "/third.alive")
      #expect(try Self.queue(path, "fourth").next() == old)
    }
  }
}
