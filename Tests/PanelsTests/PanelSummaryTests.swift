import FoundationEssentials
import KindredTestSupport
import Panels
import Testing

@Suite("Panel summaries")
struct PanelSummaryTests {
  @Test func numbersOfATask() throws {
    let panel = RandomPanels.wide(tasks: 4, rows: 50, features: 3, seed: 2)
    let summary = PanelSummary(of: panel)
    for (task, found) in zip(panel.tasks, summary.tasks) {
      #expect(found.rows == task.rows.count && found.missing == 50 - task.rows.count)
      let mean = task.targets.reduce(0) { $0 + $1 } / Double(task.rows.count)
      let squares = task.targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      #expect(abs(found.mean - mean) < 1e-9)
      #expect(abs(found.sd - (squares / Double(task.rows.count - 1)).squareRoot()) < 1e-9)
      #expect((found.positives == nil) == (task.kind == .regression))
    }
  }

  @Test func jsonReadsBackTheSame() throws {
    let panel = RandomPanels.stacked(tasks: 3, rows: 20, features: 3, entities: 30, seed: 2)
    let summary = PanelSummary(of: panel, files: ["p.csv"], warnings: [PanelWarning(.tinyTasks, "small", names: ["a"])])
    let data = try JSONEncoder().encode(summary)
    #expect(try JSONDecoder().decode(PanelSummary.self, from: data) == summary)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func overlapsAgreeWithSets(seed: UInt64) {
    let panel = RandomPanels.stacked(tasks: 4, rows: 30, features: 2, entities: 70, seed: seed)
    let overlap = TaskOverlap(of: panel, threads: 2)
    let sets = panel.tasks.map { task in Set(task.rows.map { panel.entities[$0] }) }
    for a in sets.indices {
      for b in sets.indices {
        let shared = sets[a].intersection(sets[b]).count
        #expect(overlap.shared(a, b) == shared, "seed \(seed)")
        #expect(overlap.jaccard(a, b) == Double(shared) / Double(sets[a].union(sets[b]).count), "seed \(seed)")
        #expect(overlap.containment(a, in: b) == Double(shared) / Double(sets[a].count), "seed \(seed)")
      }
    }
    let regimes = OverlapRegimes(of: overlap)
    #expect(regimes.pairs == 6)
    #expect(abs(regimes.jaccard.below30 + regimes.jaccard.from30to40 + regimes.jaccard.above40 - 1) < 1e-12)
  }

  @Test func unknownOverlapIsNone() {
    let panel = RandomPanels.stacked(tasks: 3, rows: 20, features: 2, seed: 1)
    let overlap = TaskOverlap(of: panel)
    #expect(overlap.shared(0, 1) == 0 && overlap.sizes == [20, 30, 20])
    #expect(PanelSummary(of: panel).text.contains("Overlap   not known"))
  }

  @Test func textIsAligned() {
    let panel = RandomPanels.wide(tasks: 60, rows: 40, features: 3, seed: 5)
    let lines = PanelSummary(of: panel).text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.contains { $0.hasPrefix("... and 25 more tasks of") })
    #expect(lines.contains("Tasks     60: 30 classification, 30 regression"))
    #expect(!lines.contains { $0.hasSuffix(" ") })
  }
}
