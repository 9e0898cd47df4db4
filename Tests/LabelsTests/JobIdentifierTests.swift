import Labels
import Testing

@Suite struct JobIdentifierTests {
  @Test func jobsAreCalledByPhaseReplicateAndTasks() {
    #expect(Job(tasks: [7, 3], replicate: 0).identifier == "develop-0-3+7")
    #expect(Job(tasks: Array(0..<15) + [20], replicate: 2, phase: .verify).identifier == "verify-2-0..14+20")
    #expect(Job(tasks: [3], replicate: 1, learner: .linear).identifier == "develop-1-3-linear")
    let many = (0..<200).map { Job(tasks: (0...$0).map { 2 * $0 }, replicate: 0).identifier }
    #expect(Set(many).count == many.count && many.allSatisfy { $0.utf8.count < 140 })
  }
}
