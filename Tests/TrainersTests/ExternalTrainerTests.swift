import Diagnostics
import Foundation
import KindredTestSupport
import Labels
import LinearAlgebra
import Networks
import Panels
import Tables
import Testing
import Trainers

/// What a trainer from outside is given, and how what it gives is scored.
@Suite struct ExternalTrainerTests {
  private let settings = LabelSettings(folds: 3, replicates: 1, baselineReplicates: 1, seed: 2)

  private func runner(
    _ panel: Panel, in folder: TemporaryFolder, command: [String]? = nil, molecules: [String] = [],
    training: TrainingSettings = TrainingSettings()
  ) throws -> ExternalJobRunner {
    let networks = NetworkJobRunner(
      panel: panel, training: training, settings: settings, splits: ReplicateSplits(panel: panel, settings: settings))
    let columns = molecules.isEmpty ? [] : [PanelMolecules.Column(name: "smiles", texts: molecules)]
    let means = Checkout.folder.appending(path: "Tests/CommandTests/trainers/means.sh").path
    var runner = try ExternalJobRunner(
      TrainerSettings(command: command ?? [means]), networks: networks,
      source: TrainingSource(panel: panel, molecules: PanelMolecules(columns: columns), isWhole: true),
      folder: folder.path("jobs"))
    runner.keepsFolders = true
    return runner
  }

  @Test func itPassesTheBattery() throws {
    let folder = try TemporaryFolder()
    let panel = RandomPanels.wide(tasks: 3, rows: 80, features: 4, seed: 2)
    #expect(RunnerBattery(try runner(panel, in: folder), taskCount: 3).flaws() == [])
  }

  /// A mean of the training rows is the null model, so its loss is the null loss, in all blocks.
  @Test func predictionsAreScoredAsNetworksAre() throws {
    let folder = try TemporaryFolder()
    let panel = RandomPanels.wide(tasks: 3, rows: 90, features: 2, seed: 5)
    let runner = try runner(panel, in: folder)
    let network = NetworkJobRunner(
      panel: panel, training: TrainingSettings(maxEpochs: 0), settings: settings,
      splits: ReplicateSplits(panel: panel, settings: settings))
    for task in panel.tasks.indices {
      for phase in [Job.Phase.develop, .verify] {
        let job = Job(tasks: [task], replicate: 1, phase: phase)
        guard case .measured(let outcomes, _) = runner.makeWorker().run(job),
          case .measured(let reference, _) = network.makeWorker().run(job)
        else { Issue.record("\(job) was not measured"); return }
        #expect(abs(outcomes[0].loss - outcomes[0].nullLoss) < 1e-5)
        #expect(outcomes[0].nullLoss == reference[0].nullLoss && outcomes[0].rows == reference[0].rows)
        #expect(outcomes[0].blocks != nil)
      }
    }
  }

  @Test func testRowsKeepTheirTargetsToThemselves() throws {
    let folder = try TemporaryFolder()
    let panel = RandomPanels.wide(tasks: 3, rows: 60, features: 2, seed: 7)
    let runner = try runner(panel, in: folder, molecules: (0..<60).map { "C\($0)" })
    let job = Job(tasks: [0, 2], replicate: 0)
    guard case .measured = runner.makeWorker().run(job) else { Issue.record("not measured"); return }
    let path = folder.path("jobs/\(job.identifier)-fold-1")
    let table = try Table.read(path + "/data.csv") { $0 == "split" }
    let tasks = [0, 2].map { panel.tasks[$0] }
    #expect(
      table.columnNames == ["id", "smiles"] + panel.featureNames + tasks.map(\.name) + ["split"])
    let ids = (0..<table.rowCount).compactMap { Int(table.column("id")?.text($0) ?? "") }
    #expect(Set(ids) == Set(tasks.flatMap(\.rows)).subtracting(runner.verificationRows))
    for task in tasks {
      let column = try #require(table.column(task.name))
      for (place, id) in ids.enumerated() {
        let isTest = table.column("split")?.text(place) == "test"
        let target = task.rows.firstIndex(of: id).map { task.targets[$0] }
        #expect(column.numbers?[place].isNaN == (isTest || target == nil))
        if !isTest, let target { #expect(column.numbers?[place] == target) }
      }
    }
    let array = try Table.readArray(path + "/features.npy")
    #expect(array.rowCount == ids.count && array.columns.count == panel.features.columns)
    let features = panel.features.denseRows(ids)
    #expect(array.columns[1].numbers?[3] == Double(features[3, 1]))
    let json = try String(contentsOfFile: path + "/job.json", encoding: .utf8)
    #expect(json.contains(#""schema" : 1"#) && json.contains(#""objective" : "tasks""#))
  }

  @Test func placeholdersBecomeWords() throws {
    let folder = try TemporaryFolder()
    let panel = RandomPanels.wide(tasks: 3, rows: 60, features: 2, seed: 7)
    let script = "for word; do echo \"$word\"; done > \"$KINDRED_OUT/words\"; exit 1"
    let runner = try runner(
      panel, in: folder,
      command: ["sh", "-c", script, "sh", "-t", "{targets}", "seed={seed}", "{task_type}", "{data}", "{}"])
    guard case .failed(let reason) = runner.makeWorker().run(Job(tasks: [0, 1], replicate: 0)) else { return }
    #expect(reason.hasPrefix("fold 0: exit code 1, twice"))
    let job = folder.path("jobs/develop-0-0..1-fold-0")
    let words = try String(contentsOfFile: job + "/out/words", encoding: .utf8).split(separator: "\n")
    #expect(words.count == 7 && words[0] == "-t" && words[6] == "{}")
    #expect(words[1...2].elementsEqual(panel.tasks[0...1].map { Substring($0.name) }))
    #expect(words[3].wholeMatch(of: /seed=[0-9]+/) != nil && words[5].hasSuffix("/data.csv"))
  }

  @Test func commandsAreTakenApartWithoutAShell() throws {
    for (text, words) in [
      ("python train.py {job}", ["python", "train.py", "{job}"]), ("a 'b c'\"d e\" f\\ g", ["a", "b cd e", "f g"]),
      ("  a  ''  $HOME `b` ", ["a", "", "$HOME", "`b`"]), ("a \"b\\\"c\\n\" 'd\\'", ["a", "b\"c\\n", "d\\"]),
    ] {
      #expect(try TrainerCommand(text).words == words)
    }
    for text in ["", "a 'b", "a \"b", "a \\", "a {nothing}", "a x{targets}"] {
      #expect(throws: UserError.self, "\(text)") { try TrainerCommand(text) }
    }
  }

  @Test func theCommandAndTheLossAreTheTrainersIdentity() throws {
    let folder = try TemporaryFolder()
    let panel = RandomPanels.wide(tasks: 2, rows: 30, features: 2, seed: 7)
    var cells = TrainingSettings()
    cells.objective = .cells
    let own = try runner(panel, in: folder).identity
    #expect(try runner(panel, in: folder).identity == own)
    #expect(try runner(panel, in: folder, command: ["/bin/true"]).identity != own)
    #expect(try runner(panel, in: folder, training: cells).identity != own)
  }
}

extension ExternalJobRunner {
  fileprivate var verificationRows: Set<Int> {
    let isVerification = splits.isVerification
    return Set(isVerification.indices.filter { isVerification[$0] })
  }
}
