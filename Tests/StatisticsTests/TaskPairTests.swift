import Foundation
import Statistics
import Testing

@Suite struct TaskPairTests {
  @Test(arguments: 0...7) func pairsAreCountedInOrder(tasks: Int) {
    let pairs = TaskPair.all(taskCount: tasks)
    #expect(pairs.count == TaskPair.count(taskCount: tasks) && pairs == pairs.sorted())
    #expect(pairs.map { $0.index(taskCount: tasks) } == Array(pairs.indices))
    let ordered = Set(pairs.flatMap(\.ordered))
    #expect(ordered == Set(OrderedPair.all(taskCount: tasks)) && ordered.count == 2 * pairs.count)
  }

  @Test func orderDoesNotMatter() {
    #expect(TaskPair(5, 2) == TaskPair(2, 5) && TaskPair(5, 2).a == 2)
    #expect(OrderedPair(target: 5, partner: 2).unordered == TaskPair(2, 5))
    #expect(TaskSet([4, 1, 4, 3]).tasks == [1, 3, 4] && TaskSet([4, 1, 3]) == [3, 4, 1])
    #expect(TaskSet([3, 1]).pair == TaskPair(1, 3) && TaskSet([3]).pair == nil && TaskSet([1, 2, 3]).pair == nil)
    #expect(TaskSet([1, 2]).removing(2) == [1] && TaskSet([]).isEmpty)
  }

  @Test func setsAreListsInFiles() throws {
    let sets: [TaskSet] = [[2, 0], [1]]
    let data = try JSONEncoder().encode(sets)
    #expect(String(decoding: data, as: UTF8.self) == "[[0,2],[1]]")
    #expect(try JSONDecoder().decode([TaskSet].self, from: data) == sets)
  }

  @Test func tablesAreTheSameOnAnyNumberOfThreads() {
    let tables = (1...3).map { threads in PairTable(taskCount: 9, threads: threads) { 10 * $0.a + $0.b } }
    for table in tables {
      #expect(table.values == tables[0].values && table[7, 3] == 37 && table[TaskPair(3, 7)] == 37)
    }
    let rows = PairTable(taskCount: 9, threads: 2) { a, store in
      for b in a + 1..<9 { store(b, 10 * a + b) }
    }
    #expect(rows.values == tables[0].values)
    #expect(PairTable(taskCount: 1) { _ in 0 }.values.isEmpty)
  }
}
