import Diagnostics
import KindredTestSupport
import LinearAlgebra
import Panels
import Testing

@Suite("Real panels")
struct RealPanelTests {
  private func read(_ file: String, _ options: PanelOptions) throws -> PanelReading {
    let clock = ContinuousClock()
    let start = clock.now
    let reading = try PanelReader.read(files: [SharedData.path("data/" + file)], options: options, threads: 2)
    print("\(file): \(clock.now - start)\n\(reading.summary.text)")
    return reading
  }

  @Test(.enabled(if: SharedData.has("data/school.csv"))) func school() throws {
    _ = try read("school.csv", PanelOptions(targetColumns: ["ExamScore"], taskColumn: "task"))
  }
  @Test(.enabled(if: SharedData.has("data/landmine.csv"))) func landmine() throws {
    _ = try read("landmine.csv", PanelOptions(targetColumns: ["label"], taskColumn: "task"))
  }
  @Test(.enabled(if: SharedData.has("data/mhc.csv.gz"))) func mhc() throws {
    _ = try read("mhc.csv.gz", PanelOptions(targetColumns: ["label"], taskColumn: "task", idColumn: "peptide"))
  }
  @Test(.enabled(if: SharedData.has("data/sider_ecfp1024.csv.gz"))) func sider() throws {
    _ = try read("sider_ecfp1024.csv.gz", PanelOptions(targetColumns: ["[A-Z]*"]))
  }
  @Test(.enabled(if: SharedData.has("data/toxcast_ecfp1024.csv.gz"))) func toxcast() throws {
    let panel = try read("toxcast_ecfp1024.csv.gz", PanelOptions(targetColumns: ["[A-Z]*"])).panel
    let clock = ContinuousClock()
    let stream = RandomStream(seed: 1)
    print(
      clock.measure {
        _ = Splits.folds(
          panel, count: 5, excluding: Splits.verification(panel, fraction: 0.2, seed: stream), stream: stream)
      })
  }
  @Test(.enabled(if: SharedData.has("data/openadmet_pxr_desc.csv.gz"))) func pxr() throws {
    _ = try read("openadmet_pxr_desc.csv.gz", PanelOptions(targetColumns: ["pEC50", "*Emax*", "log2fc*", "*_pEC50"]))
  }
}
