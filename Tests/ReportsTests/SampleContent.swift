import Diagnostics
import Foundation
import Grouping
import Labels
import LinearAlgebra
import Panels
import Plans
import Prediction
import Reports
import Statistics
import StudyFiles
import Trainers

/// Made-up results of a study of any size, with planted groups.
enum SampleContent {
  static func names(_ count: Int) -> [String] {
    let assays = ["NR-AR", "NR-AhR", "SR-MMP", "hERG <block> & \"co\"", "CYP3A4", "löslich", "Caco-2", "PAMPA 7.4"]
    return (0..<count).map { index in
      let name = assays[index % assays.count]
      return index < assays.count ? name : "\(name) \(index / assays.count + 1)"
    }
  }

  static func make(
    tasks count: Int, names: [String]? = nil, solver: SolverName = .hierarchical
  ) throws -> ReportContent {
    let panel = panel(names: names ?? self.names(count))
    var draw = RandomStream(seed: 12)
    let affinities = affinities(count, &draw)
    var settings = StudySettings()
    settings.panel.files = ["/data/assays.csv"]
    settings.panel.options.smilesColumns = ["smiles"]
    settings.panel.hash = "9f2c1f0e"
    let skills = panel.tasks.indices.map { task in
      TaskSkill(
        task: task, rows: 50, nullLoss: 1, loss: 0.5 + 0.1 * draw.normal(), lossSE: 0.01,
        skill: 0.3 + 0.2 * draw.uniform(), skillSE: 0.02, metric: 0.7 + 0.05 * draw.normal())
    }
    var content = ReportContent(
      settings: settings, panel: panel,
      warnings: [
        "Task 'CYP3A4' has 9 positives; its AUC will be rough.", "3 features are constant.",
      ],
      skills: skills, affinities: affinities, choice: try choice(panel, affinities, solver: solver),
      evidence: try evidence(taskCount: count), probe: nil, machine: .current, protocolHash: "0123456789abcdef")
    content.trainingFolder = "/study/training"
    content.training = TrainingTable.all(
      of: content.choice.recommended.plan,
      source: TrainingSource(
        panel: panel, molecules: PanelMolecules(columns: [.init(name: "smiles", texts: ["C", "CC", "CCC"])]),
        isWhole: false),
      splits: ReplicateSplits(panel: panel, settings: LabelSettings()))
    return content
  }

  static func panel(names: [String]) -> Panel {
    let tasks = names.enumerated().map { index, name in
      LearningTask(
        name: name, kind: index % 3 == 0 ? .regression : .classification, rows: [0, 1, 2], targets: [0, 1, 1])
    }
    return Panel(
      features: .dense(Matrix(rows: 3, columns: 2)), featureNames: ["x", "y"], tasks: tasks, layout: .wide,
      entities: [0, 1, 2], entityCount: 3, overlapIsKnown: true,
      givenSplits: [.train, .validation, .test], hash: "9f2c1f0e")
  }

  /// Two clusters or more of tasks that gain from each other; a few pairs of each target are measured.
  private static func affinities(_ count: Int, _ draw: inout RandomStream) -> Affinities {
    let clusters = max(2, count / 12)
    var predictions: [GainPrediction] = []
    var measured: [Gain] = []
    for pair in OrderedPair.all(taskCount: count) {
      let cluster = pair.target % (clusters + 1)
      let isFriend = cluster == pair.partner % (clusters + 1) && cluster != clusters
      let gain = (isFriend ? 0.06 : -0.015) + 0.02 * draw.normal()
      predictions.append(GainPrediction(pair: pair, gain: gain, deviation: 0.03, multiplier: 1.6))
      if pair.partner < 4, measured.count < 300 {
        measured.append(
          Gain(
            target: pair.target, partners: [pair.partner], replicates: 4, gain: gain + 0.02 * draw.normal(),
            gainSE: 0.02, metricBenefit: nil, metricBenefitSE: nil, lossAlone: 1, lossTogether: 1))
      }
    }
    return Affinities(predictions: predictions, measured: measured, taskCount: count)
  }

  /// What a solver makes of the affinities, with what it and the simple plans brought on development rows.
  private static func choice(_ panel: Panel, _ affinities: Affinities, solver: SolverName) throws -> GroupChoice {
    let search = PlanSearch(
      tasks: panel.tasks.map(\.name), kinds: panel.tasks.map { _ in "" }, affinities: affinities.matrix,
      constraints: GroupingSettings(), solvers: [solver], replicates: 2, stream: RandomStream(seed: 1))
    var choice = try search.chooseUntested(progress: SilentProgress())
    choice.recommended = choice.suggested ?? choice.recommended
    choice.scores = [
      try measurement(choice.recommended.name, .solver, gain: (0.041, 0.004), loss: (0.52, 0.004)),
      try measurement("all alone", .allAlone, gain: (0, 0), loss: (0.54, 0.004)),
      try measurement("all together", .allTogether, gain: (0.029, 0), loss: (0.53, 0.004)),
    ]
    return choice
  }

  static func evidence(taskCount count: Int, recommended: String = "hierarchical") throws -> ReportContent.Evidence {
    let pairs = TaskPair.all(taskCount: count).prefix(max(1, count * (count - 1) / 8))
    let plan = LabelPlan(
      panelHash: "9f2c1f0e", protocolHash: "0123456789abcdef", taskCount: count, baselineReplicates: 10,
      replicates: 4, sets: pairs.map { TaskSet($0) })
    return ReportContent.Evidence(plan: plan, metrics: try metrics(), verification: try verification(of: recommended))
  }

  /// Four plans on untouched rows.
  static func verification(of recommended: String = "hierarchical") throws -> Verification {
    let scores = [
      try measurement(recommended, .solver, gain: (0.036, 0.008), loss: (0.4831, 0.0031)),
      try measurement("all alone", .allAlone, gain: (0, 0), loss: (0.5012, 0.0034)),
      try measurement("all together", .allTogether, gain: (0.021, 0.009), loss: (0.4907, 0.004)),
      try measurement("random", .random, gain: (-0.006, 0.01), loss: (0.5044, 0.005)),
    ]
    let json = #"{"recommended": "\#(recommended)", "scores": []}"#
    var verification = try JSONDecoder().decode(Verification.self, from: Data(json.utf8))
    verification.scores = scores
    return verification
  }

  /// What two replicates brought on ten tasks alike, with the standard error that they have.
  static func measurement(
    _ name: String, _ origin: PlanOrigin, gain: (Double, Double), loss: (Double, Double)
  ) throws -> PlanMeasurement {
    let json = #"""
      {"name": "\#(name)", "origin": "\#(origin.rawValue)", "gain": \#(gain.0), "gainError": \#(gain.1),
      "loss": \#(loss.0), "lossError": \#(loss.1), "gainByReplicate": [\#(gain.0 - gain.1), \#(gain.0 + gain.1)],
      "gainByTask": \#([Double](repeating: gain.0, count: 10))}
      """#
    return try JSONDecoder().decode(PlanMeasurement.self, from: Data(json.utf8))
  }

  /// `metrics.json` as the README of a study describes it.
  static func metrics() throws -> StudyMetrics {
    let json = #"""
      {"reliability": {"replicates": 4, "gains": 30, "splitHalf": 0.45, "reliability": 0.62, "splitHalfWithin": 0.26,
        "reliabilityWithin": 0.41, "replicatesNeeded": 10},
      "components": {"target": 1, "partner": 2, "pair": 3, "residual": 4}, "controlCoefficient": 0,
      "prediction": {
        "heldOutPairs": {"choices": 4, "pairs": 10, "labels": 20, "repeats": 10, "scores": [
          {"contender": "predictor", "correlation": {"value": 0.61, "standardError": 0.06, "interval": [0.5, 0.7]},
            "correlationWithin": {"value": 0.48, "standardError": 0.08, "interval": [0.3, 0.6]},
            "rmse": {"value": 0.031, "standardError": 0.002, "interval": [0.028, 0.034]}},
          {"contender": "targetMean", "correlation": {"value": 0.32, "standardError": 0.08, "interval": [0.2, 0.4]},
            "undefinedWithin": "constantPrediction",
            "rmse": {"value": 0.038, "standardError": 0.002, "interval": [0.035, 0.041]}},
          {"contender": "zero", "undefined": "constantPrediction", "undefinedWithin": "constantPrediction",
            "rmse": {"value": 0.041, "standardError": 0.002, "interval": [0.038, 0.044]}}]},
        "heldOutTasks": {"choices": 4, "pairs": 10, "labels": 20, "repeats": 10, "scores": [
          {"contender": "predictor", "correlation": {"value": 0.44, "standardError": 0.12, "interval": [0.2, 0.6]},
            "rmse": {"value": 0.036, "standardError": 0.002, "interval": [0.033, 0.039]}}]},
        "learningCurve": [
          {"share": 0.1, "correlation": {"value": 0.3, "standardError": 0.06, "interval": [0.2, 0.4]},
            "linear": {"value": 0.3, "standardError": 0.06, "interval": [0.2, 0.4]}},
          {"share": 0.2, "correlation": {"value": 0.5, "standardError": 0.06, "interval": [0.4, 0.6]},
            "linear": {"value": 0.4, "standardError": 0.06, "interval": [0.3, 0.5]}}],
        "verdict": ["The predictor ranks partners."]},
      "inputs": [{"name": "data_size", "correlation": 0.4, "r2": 0.2}, {"name": "cross_link", "r2": 0.3}]}
      """#
    return try JSONDecoder().decode(StudyMetrics.self, from: Data(json.utf8))
  }
}
