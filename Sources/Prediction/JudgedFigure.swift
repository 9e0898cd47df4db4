internal import RealModule
internal import Statistics

/// On which scale a figure's errors are symmetric.
enum FigureScale {
  /// As it is.
  case plain
  /// Fisher's z of a correlation.
  case correlation

  func value(_ figure: Double) -> Double {
    switch self {
    case .plain: figure
    case .correlation: Double.atanh(min(1 - 1e-9, max(-1 + 1e-9, figure)))
    }
  }

  func figure(_ value: Double) -> Double {
    switch self {
    case .plain: value
    case .correlation: Double.tanh(value)
    }
  }
}

/// A figure of all judged labels, and the same without each group of pairs in turn: a jackknife over pairs.
struct JudgedFigure {
  private let whole: JudgedCorrelation
  private let parts: [JudgedCorrelation]

  init(_ rounds: JudgedRounds, _ figure: ([RoundResult]) -> JudgedCorrelation) {
    whole = figure(rounds.all)
    parts = rounds.parts.map(figure)
  }

  private init(whole: JudgedCorrelation, parts: [JudgedCorrelation]) {
    (self.whole, self.parts) = (whole, parts)
  }

  /// What two figures of the same pairs make together, part by part.
  func with(_ other: JudgedFigure, _ make: (Double, Double) -> Double?) -> JudgedFigure {
    func both(_ one: JudgedCorrelation, _ other: JudgedCorrelation) -> JudgedCorrelation {
      one.flatMap { x in other.flatMap { y in make(x, y).map(Result.success) ?? .failure(.fewLabels) } }
    }
    return JudgedFigure(whole: both(whole, other.whole), parts: zip(parts, other.parts).map(both))
  }

  /// The figure with its error and 90 % interval, by Student's t with one degree of freedom fewer than there are groups of
  /// pairs; the reason where it, or it without one of them, does not exist.
  func estimate(on scale: FigureScale) -> Result<PredictionMetrics.Figure, UndefinedCorrelation> {
    whole.flatMap { figure in
      var values: [Double] = []
      for part in parts {
        switch part {
        case .success(let value): values.append(value)
        case .failure(let reason): return .failure(reason)
        }
      }
      guard values.count >= JudgedRounds.fewestGroups else { return .failure(.fewLabels) }
      let scaled = Self.error(values.map(scale.value))
      let half = studentQuantile((1 + PredictionMetrics.Figure.coverage) / 2, freedom: values.count - 1) * scaled
      let middle = scale.value(figure)
      return .success(
        PredictionMetrics.Figure(
          value: figure, standardError: Self.error(values),
          interval: [middle - half, middle + half].map(scale.figure)))
    }
  }

  private static func error(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let center = values.reduce(0, +) / count
    return ((count - 1) / count * values.reduce(0) { $0 + ($1 - center) * ($1 - center) }).squareRoot()
  }
}
