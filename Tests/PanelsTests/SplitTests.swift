import KindredTestSupport
import LinearAlgebra
import Panels
import Testing

@Suite("Splits")
struct SplitTests {
  private static func panels(_ seed: UInt64) -> [(String, Panel)] {
    [
      ("wide", RandomPanels.wide(tasks: 7, rows: 120, features: 3, seed: seed)),
      ("stacked", RandomPanels.stacked(tasks: 5, rows: 40, features: 3, seed: seed)),
      ("stacked with ids", RandomPanels.stacked(tasks: 5, rows: 40, features: 3, entities: 120, seed: seed)),
    ]
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func foldsAreFairToEveryTask(seed: UInt64) {
    for (name, panel) in Self.panels(seed) {
      let stream = RandomStream(seed: seed)
      let held = Splits.verification(panel, fraction: 0.2, seed: stream)
      let folds = Splits.folds(panel, count: 5, excluding: held, stream: stream)
      for task in panel.tasks {
        let rows = task.rows.filter { !held[$0] }
        let expected = Double(rows.count) / 5
        for fold in 0..<5 {
          let count = Double(rows.count { Int(folds[$0]) == fold })
          #expect(abs(count - expected) <= max(3, 0.35 * expected), "\(name), seed \(seed), \(task.name): \(count)")
          #expect(rows.count < 15 || count > 0, "\(name), seed \(seed), \(task.name), fold \(fold)")
        }
        let share = Double(task.rows.count - rows.count) / Double(task.rows.count)
        #expect(abs(share - 0.2) <= 0.1, "\(name), seed \(seed), \(task.name): \(share) held out")
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func positivesAreSpread(seed: UInt64) {
    for (name, panel) in Self.panels(seed) {
      let none = [Bool](repeating: false, count: panel.rowCount)
      let folds = Splits.folds(panel, count: 5, excluding: none, stream: RandomStream(seed: seed))
      for task in panel.tasks where task.kind == .classification {
        for target in [0.0, 1] {
          let own = zip(task.rows, task.targets).filter { $0.1 == target }.map { Int(folds[$0.0]) }
          let counts = (0..<5).map { fold in own.count { $0 == fold } }
          let spread = (counts.max() ?? 0) - (counts.min() ?? 0)
          #expect(spread <= (panel.overlapIsKnown ? 4 : 1), "\(name), seed \(seed), \(task.name): \(counts)")
        }
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func rowsOfAnEntityStayTogether(seed: UInt64) {
    for (name, panel) in Self.panels(seed) {
      let stream = RandomStream(seed: seed)
      let held = Splits.verification(panel, fraction: 0.25, seed: stream)
      let folds = Splits.folds(panel, count: 4, excluding: held, stream: stream)
      var place: [Int: Int] = [:]
      for row in 0..<panel.rowCount {
        let part = held[row] ? -2 : Int(folds[row])
        #expect(place[panel.entities[row], default: part] == part, "\(name), seed \(seed), row \(row)")
        place[panel.entities[row]] = part
        #expect(held[row] == (folds[row] == -1) || panel.layout == .wide)
      }
    }
  }

  @Test func sameStreamSameSplit() {
    for (_, panel) in Self.panels(3) {
      let stream = RandomStream(seed: 5)
      let held = Splits.verification(panel, fraction: 0.2, seed: stream)
      #expect(held == Splits.verification(panel, fraction: 0.2, seed: stream))
      let first = Splits.folds(panel, count: 5, excluding: held, stream: stream)
      #expect(first == Splits.folds(panel, count: 5, excluding: held, stream: stream))
      #expect(first != Splits.folds(panel, count: 5, excluding: held, stream: RandomStream(seed: 6)))
    }
  }

  @Test func withoutIdsATaskSplitsForItself() {
    let panel = RandomPanels.stacked(tasks: 4, rows: 30, features: 2, seed: 9)
    let stream = RandomStream(seed: 1)
    let none = [Bool](repeating: false, count: panel.rowCount)
    let all = Splits.folds(panel, count: 5, excluding: none, stream: stream)
    let two = Panel(
      features: panel.features, featureNames: panel.featureNames, tasks: Array(panel.tasks.prefix(2)),
      layout: .stacked, entities: panel.entities, entityCount: panel.entityCount, overlapIsKnown: false)
    let fewer = Splits.folds(two, count: 5, excluding: none, stream: stream)
    for row in panel.tasks[1].rows { #expect(all[row] == fewer[row]) }
  }

  @Test func givenTestRowsAreVerification() {
    let source = RandomPanels.stacked(tasks: 2, rows: 20, features: 2, entities: 30, seed: 2)
    var splits = [GivenSplit](repeating: .train, count: source.rowCount)
    splits[4] = .test
    let panel = Panel(
      features: source.features, featureNames: source.featureNames, tasks: source.tasks, layout: .stacked,
      entities: source.entities, entityCount: source.entityCount, overlapIsKnown: true, givenSplits: splits)
    let held = Splits.verification(panel, fraction: 0.2, seed: RandomStream(seed: 1))
    #expect(held == source.entities.map { $0 == source.entities[4] })
  }

  @Test func nothingIsHeldOutForNothing() {
    let panel = RandomPanels.wide(tasks: 2, rows: 20, features: 2, seed: 1)
    #expect(!Splits.verification(panel, fraction: 0, seed: RandomStream(seed: 1)).contains(true))
  }
}
