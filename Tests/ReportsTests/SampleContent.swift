import Diagnostics
import Grouping
import LinearAlgebra
import Reports

/// Made-up content of any size, with planted groups.
enum SampleContent {
  static func names(_ count: Int) -> [String] {
    let assays = ["NR-AR", "NR-AhR", "SR-MMP", "hERG <block> & \"co\"", "CYP3A4", "löslich", "Caco-2", "PAMPA 7.4"]
    return (0..<count).map { index in
      let name = assays[index % assays.count]
      return index < assays.count ? name : "\(name) \(index / assays.count + 1)"
    }
  }

  static func make(tasks count: Int, solver: any GroupSolver = HierarchicalSolver()) throws -> ReportContent {
    let names = names(count)
    var draw = RandomStream(seed: 12)
    var gains = Matrix<Double>(rows: count, columns: count)
    let clusters = max(2, count / 12)
    for target in 0..<count {
      for partner in 0..<count {
        let isFriend = target % (clusters + 1) == partner % (clusters + 1) && target % (clusters + 1) != clusters
        gains[target, partner] = (isFriend ? 0.06 : -0.015) + 0.02 * draw.normal()
      }
    }
    let problem = try GroupingProblem(tasks: names, affinities: gains)
    let result = try solver.solve(problem, stream: RandomStream(seed: 1))
    let plans = samplePlans()
    let labels = LabelSummary(
      pairsMeasured: count * (count - 1) / 8, pairsTotal: count * (count - 1) / 2, replicates: 4,
      baselineReplicates: 10, reliability: 0.62, reliabilityWithinTarget: 0.41, ceiling: 0.79,
      replicatesForReliable: 10)
    let accuracy = sampleAccuracy()
    let verdict = VerdictWriter(
      labels: labels, plans: plans, plan: result.plan,
      lead: ("all together", Estimate(0.012, standardError: 0.004))
    ).verdict()
    let tasks = names.enumerated().map { index, name in
      TaskSummary(
        name: name, kind: index % 3 == 0 ? "regression" : "classification", rows: 120 + 37 * index,
        skill: Estimate(0.3 + 0.2 * draw.uniform(), standardError: 0.02),
        lossAlone: Estimate(0.5 + 0.1 * draw.normal(), standardError: 0.01),
        metric: index % 3 == 0 ? "R2" : "AUC", metricAlone: 0.7 + 0.05 * draw.normal())
    }
    var content = ReportContent(
      title: "assays.csv", panel: PanelFacts(rows: 7831, features: 1024, missing: 0.17, verificationRows: 1566),
      tasks: tasks, verdict: verdict)
    content.labels = labels
    content.accuracy = accuracy
    content.plans = plans
    content.affinities = gains
    content.grouping = result
    content.points = (0..<min(300, count * 4)).map { index in
      let truth = 0.05 * draw.normal()
      let predicted = truth * 0.6 + 0.02 * draw.normal()
      return ScatterFigure.Point(
        predicted: predicted, lower: predicted - 0.05, upper: predicted + 0.05, measured: truth, standardError: 0.02,
        name: names[index % count])
    }
    content.sections = [sampleSection()]
    content.nextSteps =
      TrainingCommands(
        dataPath: "assays.csv", smilesColumns: ["smiles"], tasks: names, kinds: names.map { _ in "classification" }
      ).chemprop(result.plan)
    content.warnings = ["Task 'CYP3A4' has 9 positives; its AUC will be rough.", "3 features are constant."]
    content.provenance = [
      ("command", "kindred run assays.csv --target-columns 'NR-*'"), ("version", "1.0"), ("seed", "7"),
      ("panel hash", "9f2c1f0e"), ("machine", "2 cores"), ("labels", "3 min 20 s"),
    ]
    return content
  }

  static func samplePlans() -> [PlanOutcome] {
    [
      PlanOutcome(
        roles: [.recommended], name: "recommended (spectral)", groups: 2, predictedGain: 0.05,
        developmentGain: Estimate(0.041, standardError: 0.004), verifiedLoss: Estimate(0.4831, standardError: 0.0031),
        verifiedGain: Estimate(0.036, standardError: 0.008)),
      PlanOutcome(
        roles: [.allAlone], name: "all alone", groups: 0, predictedGain: 0, developmentGain: Estimate(0),
        verifiedLoss: Estimate(0.5012, standardError: 0.0034), verifiedGain: Estimate(0)),
      PlanOutcome(
        roles: [.allTogether], name: "all together", groups: 1, predictedGain: -0.01,
        developmentGain: Estimate(0.029, standardError: 0.005), verifiedLoss: Estimate(0.4907, standardError: 0.004),
        verifiedGain: Estimate(0.021, standardError: 0.009)),
      PlanOutcome(
        roles: [.random], name: "random, same sizes", groups: 2, verifiedLoss: Estimate(0.5044, standardError: 0.005),
        verifiedGain: Estimate(-0.006, standardError: 0.01)),
    ]
  }

  static func sampleAccuracy() -> [AccuracyRow] {
    [
      AccuracyRow(
        split: "held-out pairs", model: "predictor", isPredictor: true,
        correlation: Estimate(0.61, standardError: 0.03), withinTarget: Estimate(0.48, standardError: 0.04),
        error: 0.031),
      AccuracyRow(
        split: "held-out pairs", model: "per-target mean", correlation: Estimate(0.32, standardError: 0.04),
        withinTarget: Estimate(.nan), error: 0.038),
      AccuracyRow(split: "held-out pairs", model: "zero", error: 0.041),
      AccuracyRow(
        split: "held-out tasks", model: "predictor", isPredictor: true,
        correlation: Estimate(0.44, standardError: 0.06),
        error: 0.036),
    ]
  }

  static func sampleSection() -> ReportSection {
    let x = (1...10).map { Double($0) * 10 }
    func series(_ name: String, _ height: Double) -> LinesFigure.Series {
      let y = x.map { height * (1 - 1 / (1 + $0 / 20)) }
      return LinesFigure.Series(name: name, x: x, y: y, lower: y.map { $0 - 0.05 }, upper: y.map { $0 + 0.05 })
    }
    let lines = LinesFigure(
      series: [series("quadratic ridge", 0.8), series("linear ridge", 0.7), series("size only", 0.2)],
      title: "Accuracy against labels", xLabel: "labelled pairs, %", yLabel: "r on unseen pairs")
    return ReportSection(
      title: "How many labels it takes", paragraphs: ["Accuracy grows with the share of pairs that are measured."],
      figures: [ReportFigure(name: "learning-curve", caption: "Medians and quartiles.", canvas: lines.canvas())])
  }
}
