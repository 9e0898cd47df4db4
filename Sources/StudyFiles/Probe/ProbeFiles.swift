internal import Diagnostics
internal import LinearAlgebra
internal import Networks
package import Panels
package import Probing
package import Statistics
internal import Tables

/// The files of a probe, written and read.
package struct ProbeFiles {
  package let folder: String
  package let tasks: [LearningTask]

  package init(folder: String, tasks: [LearningTask]) {
    self.folder = folder
    self.tasks = tasks
  }

  package var similarity: String { folder + "/similarity.csv" }
  package var trajectory: String { folder + "/trajectory.csv" }
  package var layers: String { folder + "/layers.csv" }
  package var views: String { folder + "/views.csv" }
  package var epochs: String { folder + "/epochs.csv" }
  package var lookahead: String { folder + "/lookahead.csv" }
  package var advice: String { folder + "/advice.json" }
  package var agreement: String { folder + "/agreement.json" }
  package var widths: String { folder + "/widths.csv" }
  package var combiners: String { folder + "/combiners.csv" }
  package var sweep: String { folder + "/sweep.csv" }
  package var sweepFit: String { folder + "/sweep.json" }

  /// Task indices by name.
  private var index: [String: Int] { Dictionary(uniqueKeysWithValues: tasks.enumerated().map { ($1.name, $0) }) }

  private func names(_ a: Int, _ b: Int) -> [CSVCell] { [.text(tasks[a].name), .text(tasks[b].name)] }

  /// `similarity.csv`: the similarity with what the two tasks share, and what it weighs for that.
  package func writeSimilarity(_ pairs: [PairSimilarity], overlap: TaskOverlap) throws {
    var rows = CSVWriter(header: [
      "task_a", "task_b", "similarity", "similarity_se", "checkpoints", "sample_overlap", "shared_rows", "weight",
    ])
    for pair in pairs {
      let shared = overlap.shared(pair.a, pair.b)
      let weight = OverlapWeight.weight(
        shared: shared, sizeA: overlap.sizes[pair.a], sizeB: overlap.sizes[pair.b])
      rows.append(
        names(pair.a, pair.b) + [
          .number(pair.similarity), .number(pair.standardError), .integer(pair.checkpoints),
          .number(overlap.jaccard(pair.a, pair.b)), .integer(shared), .number(weight),
        ])
    }
    try rows.write(to: similarity)
  }

  /// Reads `similarity.csv` back.
  package func readSimilarity() throws -> [WeighedSimilarity] {
    let table = try Table.read(similarity)
    let index = index
    let (a, b) = (try table.texts("task_a"), try table.texts("task_b"))
    let (values, weights) = (try table.optionalNumbers("similarity"), try table.optionalNumbers("weight"))
    return (0..<table.rowCount).compactMap { row in
      guard let first = index[a[row]], let second = index[b[row]], first != second, let value = values[row] else {
        return nil
      }
      return WeighedSimilarity(a: first, b: second, similarity: value, weight: weights[row] ?? 0)
    }
  }

  /// `views.csv`: every view's similarities, with the containments and the correlation of the labels.
  package func writeViews(_ result: ProbeResult, views all: [ProbeView], overlap: TaskOverlap, correlations: [Double])
    throws
  {
    var rows = CSVWriter(header: [
      "task_a", "task_b", "view", "similarity", "similarity_se", "checkpoints", "containment_a", "containment_b",
      "label_correlation",
    ])
    for view in all {
      for (pair, correlation) in zip(result.similarities(view) ?? [], correlations) {
        rows.append(
          names(pair.a, pair.b) + [
            .text(view.rawValue), .number(pair.similarity), .number(pair.standardError), .integer(pair.checkpoints),
            .number(overlap.containment(pair.a, in: pair.b)), .number(overlap.containment(pair.b, in: pair.a)),
            .number(correlation),
          ])
      }
    }
    try rows.write(to: views)
  }

  /// Reads `views.csv` back: each view's similarities and the correlations of the labels.
  package func readViews() throws -> [(view: ProbeView, pairs: [PairSimilarity], correlations: [Double])] {
    let table = try Table.read(views)
    let index = index
    let (a, b, view) = (try table.texts("task_a"), try table.texts("task_b"), try table.texts("view"))
    let (values, errors) = (try table.optionalNumbers("similarity"), try table.optionalNumbers("similarity_se"))
    let (counts, correlations) = (
      try table.integers("checkpoints"), try table.optionalNumbers("label_correlation")
    )
    return try ProbeView.allCases.compactMap { wanted in
      let rows = (0..<table.rowCount).filter { view[$0] == wanted.rawValue }
      guard !rows.isEmpty else { return nil }
      let pairs = try rows.map { row -> PairSimilarity in
        guard let first = index[a[row]], let second = index[b[row]], first != second else {
          throw UserError.damagedFile(views, command: "probe")
        }
        return PairSimilarity(
          pair: TaskPair(first, second), similarity: values[row], standardError: errors[row], checkpoints: counts[row])
      }
      guard Self.areAllPairs(pairs.map { TaskPair($0.a, $0.b) }) else {
        throw UserError.damagedFile(views, command: "probe")
      }
      return (wanted, pairs, rows.map { correlations[$0] ?? .nan })
    }
  }

  /// Whether pairs are all of the tasks that they name, each once, in ascending order.
  private static func areAllPairs(_ pairs: [TaskPair]) -> Bool {
    let tasks = Set(pairs.flatMap { [$0.a, $0.b] }).sorted()
    return pairs == TaskPair.all(taskCount: tasks.count).map { TaskPair(tasks[$0.a], tasks[$0.b]) }
  }

  package func writeEpochs(_ agreements: [EpochAgreement]) throws {
    var rows = CSVWriter(header: ["view", "epoch_a", "epoch_b", "r"])
    for row in agreements {
      rows.append([.text(row.view.rawValue), .number(row.epochA), .number(row.epochB), .number(row.r)])
    }
    try rows.write(to: epochs)
  }

  /// `lookahead.csv`: directed, mean over the last 20 % of training and over replicates.
  package func writeLookahead(_ result: ProbeResult) throws {
    var rows = CSVWriter(header: ["target", "partner", "lookahead", "first_order"])
    func mean(_ value: (ProbeReplicate) -> Matrix<Double>?, _ i: Int, _ j: Int) -> Double? {
      let known = result.replicates.compactMap { value($0)?[i, j] }.filter { $0.isFinite }
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    for (i, target) in result.tasks.enumerated() {
      for (j, partner) in result.tasks.enumerated() where i != j {
        rows.append(
          names(target, partner) + [.number(mean(\.lookahead, i, j)), .number(mean(\.lookaheadFirstOrder, i, j))])
      }
    }
    try rows.write(to: lookahead)
  }

  /// Reads the lookahead affinities back, by target and partner; none where the probe did not look ahead.
  package func readLookahead() throws -> [OrderedPair: Double] {
    guard StudyFolder.exists(lookahead) else { return [:] }
    let table = try Table.read(lookahead)
    let index = index
    let (target, partner) = (try table.texts("target"), try table.texts("partner"))
    var values: [OrderedPair: Double] = [:]
    for (row, value) in try table.optionalNumbers("lookahead").enumerated() {
      if let i = index[target[row]], let j = index[partner[row]], i != j {
        values[OrderedPair(target: i, partner: j)] = value
      }
    }
    return values
  }

  package func writeWidths(_ scan: [WidthScan.Row]) throws {
    var rows = CSVWriter(header: [
      "width", "parameters", "view", "replicates", "untrained_cosine", "cosine", "cosine_se", "absolute_cosine",
      "effective_rank", "agreement",
    ])
    for row in scan {
      rows.append([
        .integer(row.width), .integer(row.parameters), .text(row.view.rawValue), .integer(row.replicates),
        .number(row.untrainedCosine), .number(row.cosine), .number(row.cosineSE), .number(row.absoluteCosine),
        .number(row.effectiveRank), .number(row.agreement),
      ])
    }
    try rows.write(to: widths)
  }

  package func writeCombiners(_ comparison: [CombinerComparison]) throws {
    var rows = CSVWriter(header: [
      "combiner", "replicates", "loss", "gain", "gain_se", "focal_loss", "focal_gain", "focal_gain_se",
    ])
    for row in comparison {
      rows.append([
        .text(row.combiner.rawValue), .integer(row.replicates), .number(row.loss), .number(row.gain),
        .number(row.gainSE), .number(row.focalLoss), .number(row.focalGain), .number(row.focalGainSE),
      ])
    }
    try rows.write(to: combiners)
  }

  package func writeSweep(_ sweep: OverlapSweep) throws {
    var rows = CSVWriter(header: [
      "level", "draw", "overlap", "pairs", "r", "r_all_labels", "r_same_rows",
    ])
    for draw in sweep.draws {
      rows.append([
        .number(draw.level), .integer(draw.draw), .number(draw.overlap), .integer(draw.pairs), .number(draw.r),
        .number(draw.rAllLabels), .number(draw.rSameRows),
      ])
    }
    try rows.write(to: self.sweep)
    try JSONText.write(sweep, to: sweepFit)
  }

  /// Reads `sweep.json` back; nil where nothing was swept.
  package func readSweep() throws -> OverlapSweep? {
    StudyFolder.exists(sweepFit) ? try JSONText.read(OverlapSweep.self, from: sweepFit, madeBy: "probe") : nil
  }

  /// `agreement.json`: what the similarities were compared with.
  package func write(_ summary: ProbeSummary) throws { try JSONText.write(summary, to: agreement) }

  /// Reads `agreement.json` back; nil where nothing was compared.
  package func readAgreement() throws -> ProbeSummary? {
    StudyFolder.exists(agreement) ? try JSONText.read(ProbeSummary.self, from: agreement, madeBy: "probe") : nil
  }
}
