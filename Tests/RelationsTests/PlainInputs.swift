import LinearAlgebra
import Panels

/// The rows of a panel in double precision, one array a row: what the plain definitions read.
struct PlainInputs {
  let rows: [[Double]]

  init(_ features: Features) {
    let matrix = features.denseRows(Array(0..<features.rows))
    rows = (0..<matrix.rows).map { matrix.row($0).map(Double.init) }
  }

  func rows(_ task: LearningTask) -> [[Double]] { task.rows.map { rows[$0] } }
}

func squaredDistance(_ x: [Double], _ y: [Double]) -> Double {
  zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
}

func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// Mean squared deviation.
func variance(_ values: [Double]) -> Double {
  let centre = mean(values)
  return mean(values.map { ($0 - centre) * ($0 - centre) })
}

func meanRow(_ rows: [[Double]]) -> [Double] { rows[0].indices.map { column in mean(rows.map { $0[column] }) } }
