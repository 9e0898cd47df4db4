import Panels

/// A task's entities, each with its visible labels.
func plainEntities(_ task: LearningTask, of panel: Panel, hidden: [Bool]) -> [Int: [Double]] {
  var entities: [Int: [Double]] = [:]
  for (row, target) in zip(task.rows, task.targets) {
    entities[panel.entities[row], default: []] += hidden[row] ? [] : [target]
  }
  return entities
}

func plainLabelCorrelation(_ a: [Int: [Double]], _ b: [Int: [Double]]) -> Double {
  let shared = a.keys.filter { !(a[$0] ?? []).isEmpty && !(b[$0] ?? []).isEmpty }
  let x = shared.map { mean(a[$0] ?? []) }
  let y = shared.map { mean(b[$0] ?? []) }
  guard shared.count >= 20, Set(x).count > 1, Set(y).count > 1 else { return .nan }
  let (mx, my) = (mean(x), mean(y))
  let covariance = mean(zip(x, y).map { ($0 - mx) * ($1 - my) })
  return covariance / (variance(x) * variance(y)).squareRoot()
}

func plainVisibleLabels(_ task: LearningTask, hidden: [Bool]) -> [Double] {
  zip(task.rows, task.targets).filter { !hidden[$0.0] }.map(\.1)
}
