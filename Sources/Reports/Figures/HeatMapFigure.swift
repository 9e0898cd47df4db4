internal import Diagnostics
package import LinearAlgebra

/// A square matrix of signed numbers in colour: blue above 0, orange below, fading to nothing at 0.
///
/// The scale is symmetric around 0 and ends at the 98th percentile of the absolute values, beyond which the colour stays.
/// Up to `cellLimit` items a cell is a rectangle with a tooltip; more are drawn as one image, and over `pixelLimit` a
/// pixel is the mean of several cells. Labels are thinned until they do not touch.
package struct HeatMapFigure: Sendable {
  /// One a row and column of `values`.
  package var names: [String]
  /// (items, items): row the target, column the partner; a number that is not finite is left blank, as is the diagonal.
  package var values: Matrix<Double>
  /// The items from top to bottom and from left to right.
  package var order: [Int]
  /// The group that serves each item, for the strips beside the rows and columns; nil for none.
  package var groupOf: [Int?]
  package var title: String
  package var rowLabel: String
  package var columnLabel: String
  /// Whether values are fractions to be shown in per cent.
  package var isPercent: Bool

  static let cellLimit = 64
  static let pixelLimit = 800

  package init(
    names: [String], values: Matrix<Double>, order: [Int], groupOf: [Int?] = [], title: String,
    rowLabel: String = "target, which gains", columnLabel: String = "partner, trained with it", isPercent: Bool = true
  ) {
    precondition(values.rows == names.count && values.columns == names.count, "one name a row")
    precondition(order.sorted() == Array(names.indices), "the order names each item once")
    self.names = names
    self.values = values
    self.order = order
    self.groupOf = groupOf.count == names.count ? groupOf : [Int?](repeating: nil, count: names.count)
    self.title = title
    self.rowLabel = rowLabel
    self.columnLabel = columnLabel
    self.isPercent = isPercent
  }

  package func canvas() -> SVGCanvas {
    let layout = HeatMapLayout(names: order.map { names[$0] })
    var canvas = SVGCanvas(width: layout.width, height: layout.height, title: title)
    let limit = colourLimit
    if names.count <= Self.cellLimit {
      drawCells(on: &canvas, layout: layout, limit: limit)
    } else {
      canvas.image(
        HeatMapImage(values: values, order: order, limit: limit, pixelLimit: Self.pixelLimit).bytes(),
        x: layout.left, y: layout.top, width: layout.size, height: layout.size)
    }
    canvas.rect(x: layout.left, y: layout.top, width: layout.size, height: layout.size, class: "frame")
    drawStrips(on: &canvas, layout: layout)
    layout.drawLabels(on: &canvas, rowLabel: rowLabel, columnLabel: columnLabel)
    drawLegend(on: &canvas, layout: layout, limit: limit)
    return canvas
  }

  /// The 98th percentile of the absolute values off the diagonal, 1 if there are none above 0.
  private var colourLimit: Double {
    var magnitudes: [Double] = []
    for row in 0..<values.rows {
      for column in 0..<values.columns where row != column && values[row, column].isFinite {
        magnitudes.append(abs(values[row, column]))
      }
    }
    magnitudes.sort()
    guard let largest = magnitudes.last, largest > 0 else { return 1 }
    let percentile = magnitudes[min(magnitudes.count - 1, magnitudes.count * 98 / 100)]
    return percentile > 0 ? percentile : largest
  }

  private func drawCells(on canvas: inout SVGCanvas, layout: HeatMapLayout, limit: Double) {
    for (i, row) in order.enumerated() {
      for (j, column) in order.enumerated() {
        let (x, y) = (layout.left + Double(j) * layout.cell, layout.top + Double(i) * layout.cell)
        let value = values[row, column]
        guard row != column, value.isFinite else {
          canvas.rect(x: x, y: y, width: layout.cell, height: layout.cell, class: "none")
          continue
        }
        canvas.rect(
          x: x, y: y, width: layout.cell, height: layout.cell, class: value < 0 ? "neg" : "pos",
          opacity: min(1, abs(value) / limit), tooltip: "\(names[row]) with \(names[column]): \(text(value))")
      }
    }
  }

  private func drawStrips(on canvas: inout SVGCanvas, layout: HeatMapLayout) {
    for (position, item) in order.enumerated() {
      guard let group = groupOf[item] else { continue }
      let offset = Double(position) * layout.cell
      let name = "f\(group % 8)"
      canvas.rect(x: layout.left - 7, y: layout.top + offset, width: 4, height: layout.cell, class: name)
      canvas.rect(x: layout.left + offset, y: layout.top - 7, width: layout.cell, height: 4, class: name)
    }
  }

  /// A bar of the colours with the numbers they stand for.
  private func drawLegend(on canvas: inout SVGCanvas, layout: HeatMapLayout, limit: Double) {
    let steps = 20
    let width = HeatMapLayout.legendWidth / Double(steps)
    let (x, y) = (layout.left, layout.top + layout.size + 26)
    for step in 0..<(2 * steps) {
      let value = (Double(step) + 0.5) / Double(steps) - 1
      canvas.rect(
        x: x + Double(step) * width / 2, y: y, width: width / 2, height: 10, class: value < 0 ? "neg" : "pos",
        opacity: abs(value))
    }
    let end = x + Double(steps) * width
    canvas.rect(x: x, y: y, width: end - x, height: 10, class: "frame")
    canvas.text("≤ " + text(-limit), x: x, y: y + 24)
    canvas.text("0", x: (x + end) / 2, y: y + 24, anchor: .middle)
    canvas.text("≥ " + text(limit), x: end, y: y + 24, anchor: .end)
  }

  private func text(_ value: Double) -> String {
    isPercent
      ? NumberText.signedPercent(value, decimals: abs(value) < 0.01 ? 2 : 1) : NumberText.signedSignificant(value)
  }
}
