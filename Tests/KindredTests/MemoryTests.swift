import Foundation
import Kindred
import KindredTestSupport
import Tables
import Testing

/// The pipeline in memory beside the same study on a folder.
@Suite struct MemoryTests {
  /// Six tasks, wide enough for a fit to some pairs.
  static func panel(in folder: TemporaryFolder) throws -> String {
    let settings = SyntheticPanelSettings(
      tasks: 6, clusters: 2, features: 4, samples: 120, fewestRows: 40, mostRows: 60, seed: 3)
    let path = folder.path("panel.csv")
    _ = try SyntheticPanel(settings).write(to: path)
    return path
  }

  static let options = PanelOptions(targetColumns: ["target"], taskColumn: "task", idColumn: "sample")

  @Test func givesTheNumbersOfAStudy() throws {
    let folder = try TemporaryFolder()
    let path = try Self.panel(in: folder)
    var settings = StudySettings.ProtocolSection(fraction: 0.6, replicates: 3, baselineReplicates: 5)
    settings.maxEpochs = 5
    let study = try Study(folder: folder.path("study"), files: [path], threads: 2) {
      $0.panel.options = Self.options
      $0.protocol = settings
      $0.seed = 7
    }
    try study.relate()
    try study.label()
    try study.predict()

    let panel = try Panel(contentsOf: path, options: Self.options)
    let relations = try panel.relations(.init(seed: 7))
    let related = try study.relate()
    #expect(related.names == relations.names)
    #expect(related.values.elements.map(\.bitPattern) == relations.values.elements.map(\.bitPattern))
    let gains = try panel.measureGains(settings, seed: 7)
    try same(
      gains.gains.map { [$0.gain, $0.gainSE ?? .nan, $0.lossAlone] }, as: ["gain", "gain_se", "loss_alone"],
      in: study.folder.gains)

    let predictor = try Predictor(gains: gains, relations: relations)
    let affinities = predictor.affinities(threads: 2)
    try affinities.write(to: folder.path("affinities.csv"))
    let written = try Data(contentsOf: URL(filePath: folder.path("affinities.csv")))
    #expect(try written == Data(contentsOf: URL(filePath: study.folder.affinities)))

    let names = panel.tasks.map(\.name)
    #expect(affinities.gain(of: names[0], from: names[0]) == nil && affinities.gain(of: "?", from: names[0]) == nil)
    let plan = try affinities.groups(.init(maximumGroups: 2))
    #expect(plan.groups.count <= 2)
    #expect(Set(plan.groups.flatMap(\.servedNames) + plan.aloneNames) == Set(names))
    for group in plan.groups {
      let served = group.servedNames.map { name in
        let others = group.taskNames.filter { $0 != name }
        return others.reduce(0) { $0 + affinities.gain(of: name, from: $1)! } / Double(others.count)
      }
      #expect(abs(served.reduce(0, +) / Double(served.count) - group.predictedGain) < 1e-12)
    }
  }

  /// Numbers of memory against the columns of a file, row by row; NaN stands for an empty cell.
  private func same(_ rows: [[Double]], as columns: [String], in path: String) throws {
    let table = try Table.read(path)
    #expect(table.rowCount == rows.count)
    for (index, column) in columns.enumerated() {
      let values = try table.optionalNumbers(column)
      for (row, value) in zip(rows, values) { #expect(value == (row[index].isNaN ? nil : row[index]), "\(column)") }
    }
  }

  @Test func goesByOtherPanelsWhereNoPairIsMeasured() throws {
    let folder = try TemporaryFolder()
    let panel = try Panel(contentsOf: Self.panel(in: folder), options: Self.options)
    var settings = StudySettings.ProtocolSection(fraction: 0, replicates: 1, baselineReplicates: 2)
    settings.maxEpochs = 3
    let gains = try panel.measureGains(settings)
    #expect(gains.gains.isEmpty && gains.skills.count == panel.tasks.count)
    let predictor = try Predictor(gains: gains, relations: panel.relations())
    #expect(predictor.model == nil)
    let affinities = predictor.affinities()
    #expect(affinities.table.predictions.count == 30 && affinities.table.matrix.elements.allSatisfy(\.isFinite))
  }

  @Test func refusesSettingsOutOfBoundsAndStopsWhenTold() throws {
    let folder = try TemporaryFolder()
    let panel = try Panel(contentsOf: Self.panel(in: folder), options: Self.options)
    #expect(throws: UserError.self) { try panel.measureGains(.init(fraction: 1.5)) }
    let interruption = Interruption()
    interruption.raise()
    #expect(throws: UserError.interrupted) { try panel.measureGains(.init(), interruption: interruption) }
  }

  /// Fails every job of a pair.
  struct RefusingRunner: JobRunner {
    struct Worker: JobWorker {
      func run(_ job: Job) -> JobResult {
        job.tasks.count == 1
          ? .measured([TaskOutcome(loss: 1, nullLoss: 1, metrics: Metrics(), rows: 10)], epochs: 1)
          : .failed("it is tired")
      }
    }

    let identity = RunnerIdentity(name: "refusing", protocolHash: "0")
    func makeWorker(interruption: Interruption) -> any JobWorker { Worker() }
  }

  @Test func saysWhyJobsOfARunnerFromOutsideFailed() throws {
    let folder = try TemporaryFolder()
    let panel = try Panel(contentsOf: Self.panel(in: folder), options: Self.options)
    do {
      _ = try panel.measureGains(.init(fraction: 0.2, replicates: 2), runner: RefusingRunner())
      Issue.record("nothing was thrown")
    } catch let error as UserError {
      #expect(error.description.contains("6 of 144 jobs failed") && error.description.contains("it is tired"))
    }
  }
}
