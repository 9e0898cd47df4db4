import Diagnostics
import Foundation
import KindredTestSupport
import LinearAlgebra
import Panels
import Relations
import Statistics
import Tables
import Testing

/// Samples of large tasks: unbiased, with an error that is reported and shrinks as it should.
@Suite struct SamplingTests {
  private static func panel(_ layout: PanelLayout, seed: UInt64) -> Panel {
    var shape = PanelShape(layout: layout, inputs: layout == .wide ? .bits : .numbers, seed: seed)
    shape.rows = layout == .wide ? 4000 : 8_000
    shape.features = 40
    shape.hasTinyTasks = false
    return shape.panel()
  }

  private static func reading(_ panel: Panel, rows: Int, pool: Int = 200_000, seed: UInt64 = 0) throws
    -> RelationReading
  {
    try computeRelations(
      of: panel, settings: RelationSettings(maxRowsPerTask: rows, maxPoolRows: pool, seed: seed),
      excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount), threads: 2)
  }

  private static let columns = [Relation.crossDistance.columns[0], Relation.intraDistance.columns[0]]

  /// By relation: the root mean square over pairs and samples of the difference between sampled and exact values, and of
  /// the standard errors reported.
  private static func errors(of panel: Panel, exact: RelationTable, rows: Int) throws
    -> [String: (true: Double, reported: Double)]
  {
    let readings = try (1...24).map { try reading(panel, rows: rows, seed: $0) }
    var errors: [String: (Double, Double)] = [:]
    for column in columns {
      let (name, place) = (column.name, try #require(exact.index(of: column)))
      let expected = exact.values.column(place)
      let squares = readings.flatMap { reading in
        zip(reading.table.values.column(place), expected).map { ($0 - $1) * ($0 - $1) }
      }
      let reported = try readings.map { try #require($0.sampling.standardErrors[name]) }
      errors[name] = (mean(squares).squareRoot(), mean(reported.map { $0 * $0 }).squareRoot())
    }
    return errors
  }

  /// What is written without a table is what the table writes.
  @Test func aFileWithoutATableIsTheSameFile() throws {
    let panel = PanelShape(layout: .stacked, inputs: .ties, seed: 5).panel()
    let analysis = try RelationAnalysis(
      of: panel, settings: RelationSettings(), excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount),
      threads: 2,
      progress: SilentProgress(), interruption: Interruption())
    let folder = try TemporaryFolder()
    let names = panel.tasks.map(\.name)
    try analysis.write(to: folder.path("relations.csv"), taskNames: names, threads: 2)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder.path("relations.csv"))))
    #expect(bytes == analysis.table(threads: 1).csv(taskNames: names, threads: 1))
    var plain = CSVWriter(header: ["task_a", "task_b"] + analysis.names)
    let table = analysis.table(threads: 2)
    for (row, pair) in TaskPair.all(taskCount: names.count).enumerated() {
      plain.append([.text(names[pair.a]), .text(names[pair.b])] + table.values.row(row).map { .number($0) })
    }
    #expect(bytes == plain.bytes)
  }

  @Test("Sampling error shrinks as 1/sqrt(rows) and is reported", arguments: [PanelLayout.wide, .stacked])
  func errorShrinks(layout: PanelLayout) throws {
    let panel = Self.panel(layout, seed: 5)
    let exact = try Self.reading(panel, rows: 100_000)
    #expect(exact.sampling.sampledTasks == 0)
    let errors = try [60, 240].map { try Self.errors(of: panel, exact: exact.table, rows: $0) }
    for name in Self.columns.map(\.name) {
      let (few, many) = (try #require(errors[0][name]), try #require(errors[1][name]))
      #expect((1.5...2.7).contains(few.true / many.true), "\(name): \(few), \(many)")
      #expect((1.5...2.7).contains(few.reported / many.reported), "\(name): \(few), \(many)")
      for error in [few, many] { #expect((0.5...2).contains(error.reported / error.true), "\(name): \(error)") }
    }
  }

  @Test("What needs no sample is exact however small the sample", arguments: [PanelLayout.wide, .stacked])
  func exactFamilies(layout: PanelLayout) throws {
    let panel = Self.panel(layout, seed: 6)
    let (exact, sampled) = (try Self.reading(panel, rows: 100_000), try Self.reading(panel, rows: 50))
    for (place, column) in exact.table.columns.enumerated()
    where [.size, .mean, .overlap, .labels].contains(column.relation.family) {
      let pairs = zip(exact.table.values.column(place), sampled.table.values.column(place))
      #expect(pairs.allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }, "\(column.name)")
      #expect(sampled.sampling.standardErrors[column.name] == nil)
    }
    #expect(sampled.sampling.rowsPerTask == 50 && sampled.sampling.sampledTasks == panel.tasks.count)
  }

  @Test("Energy distance of identical tasks does not depend on the sample")
  func identicalTasks() throws {
    let panel = Self.panel(.wide, seed: 7)
    let twins = panel.replacing(tasks: [panel.tasks[3], panel.tasks[3]])
    let exact = try Self.reading(twins, rows: 100_000).table.value(.energyDistance, 0, 1)
    let sampled = try Self.reading(twins, rows: 100).table.value(.energyDistance, 0, 1)
    #expect((sampled / exact - 1).magnitude < 0.1, "\(sampled), \(exact)")
  }

  @Test("The pool stays within its bound, and tasks that share rows share their samples")
  func poolBound() throws {
    let stacked = try Self.reading(Self.panel(.stacked, seed: 8), rows: 1000, pool: 900).sampling
    #expect(stacked.poolRows <= 900 && stacked.rowsPerTask == 150)
    let wide = Self.panel(.wide, seed: 8)
    let sampling = try Self.reading(wide, rows: 100).sampling
    let measured = wide.tasks.map(\.rows.count)
    #expect(sampling.poolRows < 100 * measured.count * 2 / 3, "\(sampling.poolRows) rows for \(measured)")
  }
}
