import Diagnostics
import KindredTestSupport
import Molecules
import Panels
import Statistics
import Tables
import Testing

@Suite("Synthetic panels")
struct SyntheticPanelTests {
  @Test(arguments: [PanelLayout.stacked, .wide], [0.0, 0.5])
  func isReadBackAsItWasMade(layout: PanelLayout, classificationShare: Double) throws {
    let folder = try TemporaryFolder()
    let settings = SyntheticPanelSettings(classificationShare: classificationShare, layout: layout, seed: 4)
    let synthetic = try SyntheticPanel(settings)
    let truth = try synthetic.write(to: folder.path("p.csv"))
    #expect(truth == folder.path("p-truth.csv"))
    #expect(try folder.names() == ["p-truth.csv", "p.csv"])
    let panel = try PanelReader.read(files: [folder.path("p.csv")], options: synthetic.options).panel
    #expect(panel.layout == layout && panel.overlapIsKnown)
    #expect(Set(panel.tasks.map(\.name)) == Set(synthetic.taskNames))
    #expect(panel.tasks.count { $0.kind == .classification } == Int(12 * classificationShare))
    #expect(panel.tasks.map(\.rows.count).min() == 120 && panel.tasks.map(\.rows.count).max() == 220)
    let table = try Table.read(truth)
    #expect(try table.integers("cluster") == synthetic.clusters)
    #expect((0..<3).allSatisfy { cluster in synthetic.clusters.count { $0 == cluster } == 4 })
  }

  @Test(.enabled(if: RDKit.isAvailable, "built without RDKit"), arguments: [PanelLayout.stacked, .wide])
  func moleculesAreReadBackAsTheyWereMade(layout: PanelLayout) throws {
    let folder = try TemporaryFolder()
    let settings = SyntheticPanelSettings(features: 20, layout: layout, molecules: true, seed: 4)
    let synthetic = try SyntheticPanel(settings)
    try synthetic.write(to: folder.path("p.csv"))
    let reading = try PanelReader.read(files: [folder.path("p.csv")], options: synthetic.options)
    #expect(reading.skipped.isEmpty && reading.panel.hasMolecules && reading.panel.tasks.count == 12)
    #expect(reading.panel.tasks.map(\.rows.count).max() == 220)
    #expect(throws: UserError.self) {
      try SyntheticPanel(SyntheticPanelSettings(features: 21, molecules: true))
    }
  }

  @Test func targetsOfAClusterCorrelate() throws {
    let folder = try TemporaryFolder()
    let synthetic = try SyntheticPanel(SyntheticPanelSettings(layout: .wide, seed: 9))
    try synthetic.write(to: folder.path("p.csv"))
    let tasks = try PanelReader.read(files: [folder.path("p.csv")], options: synthetic.options).panel.tasks
    for a in tasks.indices {
      for b in 0..<a {
        let values = Dictionary(uniqueKeysWithValues: zip(tasks[b].rows, tasks[b].targets))
        let shared = zip(tasks[a].rows, tasks[a].targets).compactMap { row, x in
          values[row].map { (Double(x), Double($0)) }
        }
        let r = try #require(pearsonCorrelation(shared.map(\.0), shared.map(\.1)))
        if synthetic.clusters[a] == synthetic.clusters[b] { #expect(r > 0.6) } else { #expect(abs(r) < 0.6) }
      }
    }
  }

  @Test func theSeedDecidesEverything() throws {
    let first = try SyntheticPanel().table.bytes
    #expect(try SyntheticPanel().table.bytes == first)
    #expect(try SyntheticPanel(SyntheticPanelSettings(seed: 2)).table.bytes != first)
  }

  @Test func settingsOutOfBoundsAreRefused() throws {
    let bad = [
      SyntheticPanelSettings(tasks: 1), SyntheticPanelSettings(clusters: 0), SyntheticPanelSettings(clusters: 13),
      SyntheticPanelSettings(features: 2), SyntheticPanelSettings(samples: 100), SyntheticPanelSettings(fewestRows: 5),
      SyntheticPanelSettings(relatedness: 1.5), SyntheticPanelSettings(noise: -1), SyntheticPanelSettings(noise: .nan),
    ]
    for settings in bad {
      let error = try #require(throws: UserError.self) { try SyntheticPanel(settings) }
      #expect(error.exitCode == .usage)
    }
  }
}
