import Panels

/// A task's samples, by what makes a sample the same in two tasks, each with its visible labels.
func plainSamples(_ task: LearningTask, of panel: Panel, hidden: [Bool]) -> [Int: [Double]] {
  var samples: [Int: [Double]] = [:]
  for (row, target) in zip(task.rows, task.targets) {
    let key = panel.layout == .wide ? row : panel.entities[row]
    samples[key, default: []] += hidden[row] ? [] : [Double(target)]
  }
  return samples
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
  zip(task.rows, task.targets).filter { !hidden[$0.0] }.map { Double($0.1) }
}
