import Foundation
import KindredTestSupport
import Tables
import Testing

/// `kindred probe`, run as a user would.
@Suite struct ProbeCommandTests {
  static let everything = [
    "--focal", "task1", "--advise", "--lookahead", "--widths", "8,12", "--overlap-sweep", "1.0,0.8,0.5,0.3", "--draws",
    "2", "--compare-combiners", "--max-epochs", "8", "--patience", "3",
  ]

  static let points = "mean_cosine,mean_absolute_cosine,conflict_share,focal_cosine,mean_norm,focal_norm_ratio"
  /// The columns that other programs rely on, and how many rows a panel of five tasks gives.
  static let columns: [(file: String, header: String, rows: Int?)] = [
    ("similarity.csv", "task_a,task_b,similarity,similarity_se,checkpoints,sample_overlap,shared_rows,weight", 10),
    (
      "views.csv",
      "task_a,task_b,view,similarity,similarity_se,checkpoints,containment_a,containment_b,label_correlation", 30
    ),
    ("trajectory.csv", "replicate,view,step,epoch," + points + ",effective_rank,loss", nil),
    ("layers.csv", "replicate,view,step,epoch,layer," + points, nil),
    ("epochs.csv", "view,epoch_a,epoch_b,r", nil),
    ("lookahead.csv", "target,partner,lookahead,first_order", 20),
    (
      "widths.csv",
      "width,parameters,view,replicates,untrained_cosine,cosine,cosine_se,absolute_cosine,effective_rank,agreement", 6
    ),
    ("sweep.csv", "level,draw,overlap,pairs,r,r_all_labels,r_same_rows", 8),
    ("combiners.csv", "combiner,replicates,loss,gain,gain_se,focal_loss,focal_gain,focal_gain_se", 5),
  ]

  @Test func everyFileIsWrittenAndThreadsDoNotMatter() throws {
    let panel = try ProbePanel()
    let more = Self.everything + ["--annotations", panel.truth]
    let outcome = try panel.probe("one", more + ["--threads", "1"])
    #expect(outcome.output.hasSuffix("probe/similarity.csv\n"))
    _ = try panel.probe("two", more + ["--threads", "2"])
    let files = try panel.contents("one")
    #expect(files == (try panel.contents("two")))
    #expect(Set(files.keys) == Set(Self.columns.map(\.file) + ["agreement.json", "advice.json", "sweep.json"]))
    for (name, header, rows) in Self.columns {
      let text = String(decoding: try #require(files[name]), as: UTF8.self)
      #expect(text.hasPrefix(header + "\n"), "\(name): \(text.prefix(200))")
      #expect(!text.lowercased().contains("nan") && !text.contains("inf"), "\(name)")
      if let rows { #expect(try panel.table("one", name).rowCount == rows, "\(name)") }
    }
    try checkNumbers(panel)
    try checkExperiments(panel)
  }

  private func checkNumbers(_ panel: ProbePanel) throws {
    let similarity = try panel.table("one", "similarity.csv")
    #expect(try similarity.numbers("similarity").allSatisfy { abs($0) <= 1 })
    #expect(try similarity.numbers("weight").allSatisfy { $0 == 1 })
    #expect(try similarity.integers("shared_rows").allSatisfy { $0 == 160 })
    let trajectory = try panel.table("one", "trajectory.csv")
    #expect(Set(try trajectory.texts("view")) == ["minibatch", "train", "held-out"])
    #expect(try trajectory.integers("step").contains(0))
    #expect(Set(try trajectory.integers("replicate")) == [0, 1])
    let layers = try panel.table("one", "layers.csv")
    let names = Set(try layers.texts("layer"))
    #expect(layers.rowCount == 2 * trajectory.rowCount && names.count == 2)
    // On the training rows the planted clusters are found; the held-out rows of so small a panel are too few for that.
    let views = try #require(try panel.json("one", "agreement.json")["views"] as? [[String: Any]])
    #expect(views.count == 3)
    let annotations = try #require(views[1]["annotations"] as? [[String: Any]])
    #expect(annotations.first?["clusters"] as? Int == 2 && annotations.first?["adjusted_rand"] as? Double == 1)
    let labels = try #require(views[1]["labels"] as? [String: Any])
    #expect((labels["pearson"] as? Double ?? 0) > 0.8 && labels["pairs"] as? Int == 10)
  }

  private func checkExperiments(_ panel: ProbePanel) throws {
    let fit = try #require(try panel.json("one", "sweep.json")["fit"] as? [String: Any])
    for key in ["inflection", "inflection_lower", "inflection_upper", "slope", "slope_lower", "r_squared"] {
      #expect(fit[key] is Double, "\(key)")
    }
    let sweep = try panel.table("one", "sweep.csv")
    for (level, overlap) in zip(try sweep.numbers("level"), try sweep.numbers("overlap")) {
      #expect(abs(level - overlap) < 0.15)
    }
    let combiners = try panel.table("one", "combiners.csv")
    #expect(try combiners.texts("combiner") == ["average", "pcgrad", "cagrad", "gating", "anchored"])
    #expect(try combiners.numbers("gain")[0] == 0)
    let advice = try panel.json("one", "advice.json")
    #expect((advice["turns"] as? [String: Double])?.count == 4 && advice["could_matter"] is Bool)
  }

  /// What was typed is remembered and decides what is done anew; heads matter.
  @Test func onlyWhatChangedIsDoneAgain() throws {
    let panel = try ProbePanel(sharingAllRows: false)
    let first = try panel.probe("study")
    let tied = try panel.contents("study")
    let log = panel.study("study") + "/run.json"
    let before = try Data(contentsOf: URL(filePath: log))
    let again = try BuiltBinary.run(["probe", "--study", panel.study("study"), "-q"])
    #expect(again.output == first.output)
    #expect(try panel.contents("study") == tied)
    #expect(try Data(contentsOf: URL(filePath: log)) == before)
    _ = try panel.probe("study", ["--independent-heads"])
    let independent = try panel.contents("study")
    #expect(independent["similarity.csv"] != tied["similarity.csv"])
    _ = try panel.probe("study", ["--no-independent-heads"])
    #expect(try panel.contents("study") == tied)
    let shared = try panel.table("study", "similarity.csv").integers("shared_rows")
    #expect(shared.allSatisfy { $0 > 20 && $0 < 90 })
  }

  @Test func measuredGainsAreComparedWithEveryView() throws {
    let panel = try ProbePanel()
    _ = try panel.probe("study", ["--lookahead"])
    let labelled = try BuiltBinary.run([
      "label", "--study", panel.study("study"), "--fraction", "1", "--replicates", "1", "--baseline-replicates", "1",
      "--max-epochs", "10", "--patience", "2", "-q",
    ])
    #expect(labelled.status == 0, "\(labelled.errors)")
    let outcome = try BuiltBinary.run(["probe", "--study", panel.study("study"), "-q", "--json"])
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let summary = try #require(answer["summary"] as? [String: Any])
    let views = try #require(summary["views"] as? [[String: Any]])
    #expect(views.count == 3)
    let lookahead = try #require(summary["lookahead"] as? [String: Any])
    #expect(lookahead["pairs"] as? Int == 20 && lookahead["within_target"] is Double)
    for view in views {
      let gains = try #require(view["gains"] as? [String: Any])
      #expect(gains["pairs"] as? Int == 20 && gains["pearson"] is Double && gains["within_target"] is Double)
      #expect((gains["thresholds"] as? [[String: Any]])?.isEmpty == false)
    }
  }

  @Test func anInterruptedProbeLeavesNothingHalfDone() throws {
    let panel = try ProbePanel()
    let words = panel.words("study", ["--probe-epochs", "400", "--checkpoint-every", "1", "--threads", "1"])
    let running = try BuiltBinary.start(words)
    let settings = panel.study("study") + "/study.toml"
    while running.isRunning && !FileManager.default.fileExists(atPath: settings) { Thread.sleep(forTimeInterval: 0.01) }
    running.signal(SIGTERM)
    let outcome = try running.wait()
    #expect(outcome.status == 75 && outcome.output.isEmpty, "\(outcome.status) \(outcome.errors)")
    #expect(outcome.errors.contains("interrupted"))
    #expect(!FileManager.default.fileExists(atPath: panel.file("study", "similarity.csv")))
    let resumed = try BuiltBinary.run(["probe", "--study", panel.study("study"), "-q", "--probe-epochs", "3"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    _ = try panel.probe("whole", ["--checkpoint-every", "1"])
    #expect(try panel.contents("study") == panel.contents("whole"))
  }
}
