internal import Panels

/// Numbers the rows that a fit uses 0, 1, ... in the panel's order.
struct RowNumbering {
  /// The panel's row of each number, ascending.
  let panelRows: [Int]
  /// The number of each of the panel's rows; -1 where the fit does not use it.
  let number: [Int32]

  var count: Int { panelRows.count }

  init(_ request: FitRequest) {
    var number = [Int32](repeating: -1, count: request.inputs.rowCount)
    for head in request.heads {
      for rows in [head.train.rows, head.validation.rows, head.test.rows] {
        for row in rows {
          precondition(row >= 0 && row < number.count, "row \(row) of \(number.count)")
          number[row] = 0
        }
      }
    }
    var panelRows: [Int] = []
    for row in number.indices where number[row] == 0 {
      number[row] = Int32(panelRows.count)
      panelRows.append(row)
    }
    self.panelRows = panelRows
    self.number = number
  }
}
