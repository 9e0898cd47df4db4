internal import RealModule
internal import Statistics

/// All choices of one way to hold labels out, with the same less a group of pairs each.
struct JudgedRounds {
  let all: [RoundResult]
  /// parts[g]: what was judged without the pairs of group g.
  let parts: [[RoundResult]]

  /// Pairs are dealt to at most so many groups; fewer pairs have one each.
  private static let mostGroups = 40
  /// Groups that an error takes.
  static let fewestGroups = 3

  /// nil without any round.
  init?(_ rounds: [RoundResult]) {
    guard !rounds.isEmpty else { return nil }
    all = rounds
    let pairs = Set(rounds.flatMap(\.pairs)).sorted()
    let count = min(Self.mostGroups, pairs.count)
    var groups: [TaskPair: Int] = [:]
    for (index, pair) in pairs.enumerated() { groups[pair] = index % count }
    parts = (0..<count).map { group in rounds.map { $0.filtered { groups[$0] != group } } }
  }

  /// How each contender did, beside the predictor on the very same labels.
  func accuracy(_ contenders: [Contender]) -> PredictionMetrics.Accuracy {
    let halves = JudgedFigure(self) { $0.map(\.repeatCorrelation).defined.mean }
    let halvesWithin = JudgedFigure(self) { $0.map(\.repeatCorrelationWithin).defined.mean }
    let own = figures(of: .predictor)
    let scores = contenders.filter { contender in all.contains { $0.has(contender) } }.compactMap {
      score(of: $0, beside: own, halves, halvesWithin)
    }
    return PredictionMetrics.Accuracy(
      choices: all.count, pairs: Set(all.flatMap(\.judgedPairs)).count,
      labels: mean(all.map { Double($0.judges.count) }) ?? 0, repeats: all[0].measuredTwice.count,
      halves: try? halves.estimate(on: .correlation).get(),
      halvesWithin: try? halvesWithin.estimate(on: .correlation).get(), scores: scores)
  }

  private func score(
    of contender: Contender, beside own: Figures, _ halves: JudgedFigure, _ halvesWithin: JudgedFigure
  ) -> PredictionMetrics.Score? {
    let figures = contender == .predictor ? own : figures(of: contender)
    guard let rmse = try? figures.rmse.estimate(on: .plain).get() else { return nil }
    var score = PredictionMetrics.Score(contender: contender, rmse: rmse.clipped(to: 0 ... .infinity))
    (score.correlation, score.undefined) = Self.parts(figures.overall.estimate(on: .correlation))
    (score.correlationWithin, score.undefinedWithin) = Self.parts(figures.within.estimate(on: .correlation))
    score.corrected = try? figures.overall.with(halves, Self.corrected).estimate(on: .plain).get()
    score.correctedWithin = try? figures.within.with(halvesWithin, Self.corrected).estimate(on: .plain).get()
    if contender != .predictor {
      score.lead = try? own.overall.with(figures.overall) { $0 - $1 }.estimate(on: .plain).get()
      score.leadWithin = try? own.within.with(figures.within) { $0 - $1 }.estimate(on: .plain).get()
    }
    return score
  }

  /// The correlation of all labels with those of one contender, averaged over choices.
  func correlation(of contender: Contender) -> Result<PredictionMetrics.Figure, UndefinedCorrelation> {
    figures(of: contender).overall.estimate(on: .correlation)
  }

  private typealias Figures = (overall: JudgedFigure, within: JudgedFigure, rmse: JudgedFigure)

  private func figures(of contender: Contender) -> Figures {
    (
      JudgedFigure(self) { $0.compactMap { $0.score(of: contender)?.correlation }.defined.mean },
      JudgedFigure(self) { $0.compactMap { $0.score(of: contender)?.within }.defined.mean },
      JudgedFigure(self) { rounds in
        let squares = rounds.compactMap { $0.score(of: contender)?.squaredError }
        return mean(squares).map { .success($0.squareRoot()) } ?? .failure(.fewLabels)
      }
    )
  }

  /// A correlation over the ceiling that the correlation of halves sets; nil where that is next to nothing.
  private static func corrected(_ correlation: Double, _ halves: Double) -> Double? {
    let ceiling = correlationCeiling(reliability: halves)
    return ceiling > 0.05 ? correlation / ceiling : nil
  }

  private static func parts(
    _ result: Result<PredictionMetrics.Figure, UndefinedCorrelation>
  ) -> (PredictionMetrics.Figure?, UndefinedCorrelation?) {
    switch result {
    case .success(let figure): (figure, nil)
    case .failure(let reason): (nil, reason)
    }
  }
}

extension Result<[Double], UndefinedCorrelation> {
  /// The mean over choices.
  fileprivate var mean: JudgedCorrelation { map { $0.reduce(0, +) / Double($0.count) } }
}
