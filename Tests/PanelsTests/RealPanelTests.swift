import Diagnostics
import KindredTestSupport
import LinearAlgebra
import Panels
import Testing

@Suite("Real panels")
struct RealPanelTests {
  private static func has(_ names: String...) -> Bool { names.allSatisfy { SharedData.has("data/" + $0) } }

  private func read(_ file: String, _ options: PanelOptions) throws -> PanelReading {
    try PanelReader.read(files: [SharedData.path("data/" + file)], options: options, threads: 2)
  }

  @Test(.enabled(if: has("school.csv", "school_raw.csv")))
  func school() throws {
    let panel = try read("school.csv", PanelOptions(targetColumns: ["ExamScore"], taskColumn: "task")).panel
    #expect(panel.rowCount == 15_362 && panel.tasks.count == 139 && panel.featureNames.count == 27)
    #expect(panel.tasks.map(\.rows.count).min() == 22 && panel.tasks.map(\.rows.count).max() == 251)
    #expect(panel.tasks.allSatisfy { $0.kind == .regression })
    let codes = ["Ethnicity", "School_Gender", "School_Denomination", "VR_BAND_Student", "Year"]
    let raw = try read(
      "school_raw.csv",
      PanelOptions(targetColumns: ["ExamScore"], taskColumn: "task", categoricalColumns: codes)
    ).panel
    #expect(raw.tasks.map(\.targets) == panel.tasks.map(\.targets))
    #expect(raw.featureNames.contains("Year=1") && raw.featureNames.contains("FSM"))
  }

  @Test(.enabled(if: has("landmine.csv")))
  func landmine() throws {
    let panel = try read("landmine.csv", PanelOptions(targetColumns: ["label"], taskColumn: "task")).panel
    #expect(panel.rowCount == 14_820 && panel.tasks.count == 29 && panel.featureNames.count == 9)
    let positives = panel.tasks.map { task in task.targets.count { $0 == 1 } }
    #expect(positives.reduce(0, +) == 904 && positives.min() == 15 && positives.max() == 48)
    #expect(panel.tasks.allSatisfy { $0.kind == .classification })
    let stream = RandomStream(seed: 3)
    let held = Splits.verification(panel, fraction: 0.2, seed: stream)
    let folds = Splits.folds(panel, count: 5, excluding: held, stream: stream)
    for task in panel.tasks {
      let spread = (0..<5).map { fold in
        zip(task.rows, task.targets).count { $0.1 == 1 && Int(folds[$0.0]) == fold }
      }
      #expect((spread.max() ?? 0) - (spread.min() ?? 0) <= 1, "\(task.name): \(spread)")
    }
  }

  @Test(.enabled(if: has("parkinsons.csv")))
  func parkinsonsHasATargetToChoose() throws {
    let options = PanelOptions(
      targetColumns: ["motor_UPDRS"], ignoreColumns: ["total_UPDRS", "test_time"], taskColumn: "task")
    let panel = try read("parkinsons.csv", options).panel
    #expect(panel.tasks.count == 42 && panel.featureNames.count == 18)
  }

  @Test(.enabled(if: has("mhc.csv.gz")))
  func mhc() throws {
    let panel = try read("mhc.csv.gz", PanelOptions(targetColumns: ["label"], taskColumn: "task", idColumn: "peptide"))
      .panel
    #expect(panel.rowCount == 15_236 && panel.entityCount == 7852 && panel.tasks.count == 35)
    #expect(panel.tasks.map(\.rows.count).min() == 22)
    guard case .sparse(let bits) = panel.features else {
      Issue.record("one-hot peptides are few bits")
      return
    }
    #expect(bits.indices.count == 9 * 15_236)
  }

  @Test(.enabled(if: has("sider_ecfp1024.csv.gz", "sider.csv")))
  func siderInOneFileAndInTwo() throws {
    let single = try read("sider_ecfp1024.csv.gz", PanelOptions(targetColumns: ["[A-Z]*"]))
    #expect(single.panel.tasks.count == 27 && single.panel.rowCount == 1427)
    #expect(single.summary.overlap.jaccardSpread.minimum == 1)
    let side = SharedData.path("data/sider_ecfp1024.csv.gz")
    let double = try read("sider.csv", PanelOptions(features: side)).panel
    #expect(double.tasks == single.panel.tasks && double.features == single.panel.features)
  }

  @Test(.enabled(if: has("toxcast_ecfp1024.csv.gz")))
  func toxcastIsAcceptedAsItIs() throws {
    let reading = try read("toxcast_ecfp1024.csv.gz", PanelOptions(targetColumns: ["[A-Z]*"]))
    #expect(reading.panel.tasks.count == 617 && reading.panel.rowCount == 8576)
    let overlap = reading.summary.overlap
    #expect(overlap.jaccardSpread.minimum == 0 && overlap.jaccardSpread.maximum == 1)
    #expect(abs(overlap.jaccardSpread.median - 0.166) < 0.001)
    #expect(overlap.containmentOfSmallerSpread.median > 0.995)
    let panel = reading.panel
    let stream = RandomStream(seed: 1)
    let held = Splits.verification(panel, fraction: 0.2, seed: stream)
    let folds = Splits.folds(panel, count: 5, excluding: held, stream: stream)
    for task in panel.tasks {
      let own = Set(zip(task.rows, task.targets).filter { $0.1 == 1 && !held[$0.0] }.map { folds[$0.0] })
      #expect(own.count == 5, "\(task.name) has no positives in a fold")
    }
  }

  @Test(
    .enabled(if: has("tox21_ecfp1024.csv.gz", "kinase20_ecfp1024.csv.gz", "openadmet_pxr_ecfp1024.csv.gz")),
    arguments: [
      ("tox21_ecfp1024.csv.gz", ["[NS]R-*"], 12, 0.621, 0.788, 0.945),
      ("kinase20_ecfp1024.csv.gz", ["[A-Z]*"], 19, 0.003, 0.247, 0.813),
      ("openadmet_pxr_ecfp1024.csv.gz", ["*E*", "log2fc*"], 9, 0, 0.605, 1),
    ])
  func overlapsAreAsPublished(
    file: String, targets: [String], tasks: Int, minimum: Double, median: Double, maximum: Double
  ) throws {
    let reading = try read(file, PanelOptions(targetColumns: targets))
    #expect(reading.panel.tasks.count == tasks)
    let spread = reading.summary.overlap.jaccardSpread
    for (found, published) in zip([spread.minimum, spread.median, spread.maximum], [minimum, median, maximum]) {
      #expect(abs(found - published) <= 0.0006, "\(file)")
    }
  }

  @Test(.enabled(if: has("kinase20_ecfp1024.csv.gz")))
  func nestedAssaysHaveALowJaccardAndAHighContainment() throws {
    let panel = try read("kinase20_ecfp1024.csv.gz", PanelOptions(targetColumns: ["[A-Z]*"])).panel
    let a = try #require(panel.tasks.firstIndex { $0.name == "JAK1" })
    let b = try #require(panel.tasks.firstIndex { $0.name == "TYK2" })
    let overlap = TaskOverlap(of: panel)
    #expect(overlap.shared(a, b) == 565 && abs(overlap.jaccard(a, b) - 0.23) < 0.005)
  }

  @Test(.enabled(if: has("qm9_5k_ecfp1024.csv.gz")))
  func identicalTasksAreTold() throws {
    let reading = try read(
      "qm9_5k_ecfp1024.csv.gz",
      PanelOptions(targetColumns: ["mu", "alpha", "homo", "lumo", "gap", "r2", "zpve", "[uhg]*", "cv"]))
    #expect(reading.panel.tasks.count == 12)
    let names = reading.summary.warnings.first { $0.kind == .identicalTasks }?.names ?? []
    #expect(names.contains("u0, u298") && !names.contains("mu, alpha"))
  }
}
