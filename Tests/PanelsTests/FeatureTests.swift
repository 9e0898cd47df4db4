import KindredTestSupport
import LinearAlgebra
import Panels
import Testing

@Suite("Features")
struct FeatureTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ header: String, _ row: (Int) -> String, categorical: [String] = []) throws -> PanelReading {
    let lines = ["\(header),a,b"] + (0..<20).map { "\(row($0)),\($0),\($0 * $0)" }
    let path = try folder.write(lines.joined(separator: "\n"), as: "p.csv")
    let options = PanelOptions(targetColumns: ["a", "b"], categoricalColumns: categorical)
    return try PanelReader.read(files: [path], options: options)
  }

  private func column(_ panel: Panel, _ name: String) throws -> [Float] {
    let index = try #require(panel.featureNames.firstIndex(of: name))
    return panel.features.denseRows(Array(0..<panel.rowCount)).column(index)
  }

  @Test func numbersAreStandardised() throws {
    let values = (0..<20).map { Double(($0 * 7) % 13) }
    let panel = try read("x", { "\(values[$0])" }).panel
    let mean = values.reduce(0, +) / 20
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20).squareRoot()
    for (found, value) in zip(try column(panel, "x"), values) {
      #expect(abs(Double(found) - (value - mean) / deviation) < 1e-6)
    }
  }

  @Test(arguments: ["e300", "e-300", "e30"])
  func scaleDoesNotMatter(unit: String) throws {
    let plain = try column(read("x") { "\(($0 * 7) % 13)" }.panel, "x")
    let scaled = try column(read("x") { "\(($0 * 7) % 13)\(unit)" }.panel, "x")
    for (a, b) in zip(plain, scaled) { #expect(abs(a - b) < 1e-5) }
  }

  @Test func aLargeOffsetCostsNothing() throws {
    let plain = try column(read("x") { "\(($0 * 7) % 13)" }.panel, "x")
    let shifted = try column(read("x") { "\(1_000_000_000 + ($0 * 7) % 13)" }.panel, "x")
    for (a, b) in zip(plain, shifted) { #expect(abs(a - b) < 1e-5) }
  }

  @Test func flagsAreLeftAloneAndStoredAsBitsWhereFew() throws {
    let dense = try read("p,q") { "\($0 % 2),\($0 % 3 == 0 ? 1 : 0)" }.panel
    #expect(try column(dense, "p") == (0..<20).map { Float($0 % 2) })
    if case .sparse = dense.features { Issue.record("42 % of ones are not few") }
    let sparse = try read("p,q") { "\($0 == 3 ? 1 : 0),\($0 % 5 == 0 ? 1 : 0)" }.panel
    guard case .sparse(let matrix) = sparse.features else {
      Issue.record("5 ones of 40 are few")
      return
    }
    #expect(matrix.indices.count == 5)
    #expect(try column(sparse, "q") == (0..<20).map { $0 % 5 == 0 ? 1 : 0 })
  }

  @Test func emptyCellsTakeTheMean() throws {
    let reading = try read("p,x") { "\($0 < 4 ? "" : $0 % 4 == 0 ? "1" : "0"),\($0 == 2 ? "" : "\($0 * $0)")" }
    #expect(try column(reading.panel, "x")[2] == 0)
    #expect(try column(reading.panel, "p")[0] == 0.25)
    let warning = try #require(reading.summary.warnings.first { $0.kind == .imputedCells })
    #expect(warning.names == ["p", "x"] && warning.message.hasPrefix("5 empty cells in 2 features"))
  }

  @Test func constantFeaturesStayAndAreTold() throws {
    let reading = try read("x,c,z,e") { "\($0)5,7.25,0," }
    #expect(try column(reading.panel, "c") == [Float](repeating: 0, count: 20))
    #expect(try column(reading.panel, "e") == [Float](repeating: 0, count: 20))
    #expect(reading.summary.warnings.first { $0.kind == .constantFeatures }?.names == ["c", "z", "e"])
    #expect(try !column(reading.panel, "x").contains { $0.isNaN })
  }

  @Test func textBecomesOneHot() throws {
    let reading = try read("x,kind") { "\($0)5,\(["red", "blue", ""][$0 % 3])" }
    #expect(reading.panel.featureNames == ["x", "kind=blue", "kind=red"])
    #expect(try column(reading.panel, "kind=red") == (0..<20).map { $0 % 3 == 0 ? 1 : 0 })
  }

  @Test func codesBecomeOneHotOnRequest() throws {
    let panel = try read("x,code", { "\($0)5,\($0 % 11)" }, categorical: ["code"]).panel
    #expect(panel.featureNames == ["x"] + (0...10).map { "code=\($0)" })
  }

  @Test func idsNamesAndSplitsAreNoFeatures() throws {
    let reading = try read("id,x,row,drug,split,mol_id") {
      "\($0 * 3),\($0 * $0),\($0 + 1),d\($0),\($0 % 2 == 0 ? "train" : "test"),\($0 * 5 + 1)"
    }
    #expect(reading.panel.featureNames == ["x"])
    let names = reading.summary.warnings.filter { $0.kind == .leftOutColumns }.flatMap(\.names)
    #expect(Set(names) == ["id", "row", "drug", "split", "mol_id"])
  }
}
