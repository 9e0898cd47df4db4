import KindredTestSupport
import Labels
import LinearAlgebra
import Statistics
import Testing

@Suite struct GainComponentsTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func recoversTheVariancesItWasMadeFrom(seed: UInt64) throws {
    let model = SyntheticRunner(
      seed: seed, noise: 0.02, sharedLuck: 0.2, pairEffect: 0.03, targetEffect: 0.05, partnerEffect: 0.02)
    let components = try #require(GainComponents(of: model.table(tasks: 60, replicates: 3, baseline: 3)))
    // Against the effects as drawn: the spread of the means over partners, and over targets.
    let rows = (0..<60).map { i in (0..<60).filter { $0 != i }.map { model.trueGain(i, $0) }.reduce(0, +) / 59 }
    let columns = (0..<60).map { j in (0..<60).filter { $0 != j }.map { model.trueGain($0, j) }.reduce(0, +) / 59 }
    let drawn = try (#require(variance(rows)) - 0.0009 / 59, #require(variance(columns)) - 0.0009 / 59)
    #expect((0.8...1.2).contains(components.target / drawn.0), "seed \(seed)")
    #expect((0.7...1.3).contains(components.partner / drawn.1), "seed \(seed)")
    #expect((0.8...1.25).contains(components.pair / 0.0009), "seed \(seed)")
    #expect((0.8...1.25).contains(components.residual / (2 * 0.8 * 0.8 * 0.0004)), "seed \(seed)")
    #expect(abs(try #require(components.shares).reduce(0, +) - 1) < 1e-12)
  }

  @Test func noiseOfTheBaselineIsNoEffectOfTheTarget() throws {
    let model = SyntheticRunner(seed: 4, noise: 0.1, sharedLuck: 0, pairEffect: 0)
    let components = try #require(GainComponents(of: model.table(tasks: 40, replicates: 4, baseline: 4)))
    #expect(components.residual / components.total > 0.9)
  }

  @Test func agreesWithSumsOverAllPairsOfCells() throws {
    // The definition, cell by cell, on a table with holes.
    let model = SyntheticRunner(seed: 5, targetEffect: 0.05)
    var table = LossTable(taskCount: 7)
    let worker = model.makeWorker()
    var stream = RandomStream(seed: 6)
    var jobs = (0..<3).flatMap { k in (0..<7).map { Job(tasks: [$0], replicate: k) } }
    for k in 0..<3 {
      for a in 0..<7 {
        for b in (a + 1)..<7 where stream.uniform() < 0.7 { jobs.append(Job(tasks: [a, b], replicate: k)) }
      }
    }
    for job in jobs { if case .measured(let result, _) = worker.run(job) { table.record(job, result) } }
    let cells = plainCells(table)
    let mean = cells.map(\.gain).reduce(0, +) / Double(cells.count)
    func average(_ includes: (PlainCell, PlainCell) -> Bool) -> Double {
      let products = cells.flatMap { a in
        cells.filter { includes(a, $0) && a.replicate != $0.replicate }.map { (a.gain - mean) * ($0.gain - mean) }
      }
      return products.reduce(0, +) / Double(products.count)
    }
    let target = max(0, average { $0.target == $1.target && $0.partner != $1.partner })
    let partner = max(0, average { $0.target != $1.target && $0.partner == $1.partner })
    let all = average { $0.target == $1.target && $0.partner == $1.partner }
    let components = try #require(GainComponents(of: table))
    #expect(abs(components.target - target) < 1e-12)
    #expect(abs(components.partner - partner) < 1e-12)
    #expect(abs(components.pair - max(0, all - target - partner)) < 1e-12)
  }

  @Test func needsTwoReplicatesOfAPair() {
    #expect(GainComponents(of: SyntheticRunner().table(tasks: 5, replicates: 1, baseline: 4)) == nil)
    #expect(GainComponents(of: LossTable(taskCount: 3)) == nil)
  }

  private struct PlainCell {
    var target: Int
    var partner: Int
    var replicate: Int
    var gain: Double
  }

  private func plainCells(_ table: LossTable) -> [PlainCell] {
    table.sets(ofSize: 2).flatMap { pair in
      [(pair[0], pair[1]), (pair[1], pair[0])].flatMap { target, partner in
        let alone = table.replicates(of: [target]).compactMap {
          table.outcome(of: target, in: [target], replicate: $0)?.loss
        }
        let mean = alone.reduce(0, +) / Double(alone.count)
        return table.replicates(of: pair).map { replicate in
          let together = table.outcome(of: target, in: pair, replicate: replicate)?.loss ?? .nan
          return PlainCell(
            target: target, partner: partner, replicate: replicate, gain: (alone[replicate] - together) / mean)
        }
      }
    }
  }
}
