internal import LinearAlgebra
internal import Statistics

/// Looks for what will hurt when the tasks of a panel are learned.
enum PanelSurvey {
  /// Tasks with fewer rows are called tiny.
  static let tinyRows = 50
  /// Classifications with fewer rows of the rarer class are called one-class.
  static let rareRows = 10
  /// Absolute skewness (third standardised moment) above which targets are called extremely skewed.
  static let extremeSkewness = 3.0

  static func warnings(of panel: Panel, threads: Int) -> [PanelWarning] {
    var warnings: [PanelWarning] = []
    if !panel.overlapIsKnown { warnings.append(.unknownOverlap) }
    let tiny = panel.tasks.filter { $0.rows.count < tinyRows }.map(\.name)
    if !tiny.isEmpty { warnings.append(.tinyTasks(tiny, below: tinyRows)) }
    let rare = panel.tasks.filter { rarerClass($0) < rareRows }.map(\.name)
    if !rare.isEmpty { warnings.append(.oneClassTasks(rare, below: rareRows)) }
    let skewed = panel.tasks.filter { $0.kind == .regression && abs(skewness($0.targets)) > extremeSkewness }
    if !skewed.isEmpty { warnings.append(.skewedTargets(skewed.map(\.name))) }
    let bounded = panel.tasks.filter { $0.sides != nil }
    if !bounded.isEmpty { warnings.append(.boundedTargets(bounded)) }
    let duplicates = DuplicateRows.count(in: panel)
    if duplicates > 0 {
      let areMolecules = panel.inputs.molecules != nil
      warnings.append(
        areMolecules
          ? .equalFingerprints(duplicates) : .duplicatedRows(duplicates, stacked: panel.layout == .stacked))
    }
    let pairs = IdenticalTasks.pairs(in: panel, threads: threads)
    if !pairs.isEmpty { warnings.append(.identicalTasks(pairs)) }
    if panel.layout == .wide {
      var isMeasured = [Bool](repeating: false, count: panel.rowCount)
      for task in panel.tasks { for row in task.rows { isMeasured[row] = true } }
      let empty = isMeasured.count { !$0 }
      if empty > 0 { warnings.append(.rowsWithoutTask(empty)) }
    }
    return warnings
  }

  /// Rows of the rarer class; of a regression, more than any threshold.
  private static func rarerClass(_ task: LearningTask) -> Int {
    guard task.kind == .classification else { return .max }
    let positives = task.targets.count { $0 == 1 }
    return min(positives, task.targets.count - positives)
  }

  /// The third standardised moment; 0 for constant targets.
  private static func skewness(_ values: [Double]) -> Double {
    guard let center = mean(values) else { return 0 }
    let unit = values.reduce(0) { max($0, abs($1 - center)) }
    guard unit > 0 else { return 0 }
    var squares = 0.0
    var cubes = 0.0
    for value in values {
      let deviation = (value - center) / unit
      squares += deviation * deviation
      cubes += deviation * deviation * deviation
    }
    let count = Double(values.count)
    let spread = (squares / count).squareRoot()
    return cubes / count / (spread * spread * spread)
  }
}
