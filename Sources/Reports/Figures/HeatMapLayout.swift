/// Where a heat map's cells and labels go.
struct HeatMapLayout {
  /// In the order of the rows.
  let names: [String]
  let cell: Double
  let left: Double
  let top: Double
  /// Side of the square of cells.
  let size: Double
  let width: Double
  let height: Double
  private let labels: [String]
  /// Every so many items carry a label.
  private let step: Int
  private let isSmall: Bool

  /// Of the bar of colours below the cells, which may be wider than they are.
  static let legendWidth = 180.0

  init(names: [String]) {
    self.names = names
    let count = Double(max(1, names.count))
    cell = names.count <= 12 ? 30 : min(30, max(620 / count, names.count <= 64 ? 10 : 0))
    size = cell * count
    isSmall = cell < 14
    let pitch = isSmall ? 11.5 : 13.0
    step = max(1, Int((pitch / cell).rounded(.up)))
    let shown = names.map { $0.shortened(to: 22) }
    labels = shown
    let longest = stride(from: 0, to: names.count, by: step).map { shown[$0].count }.max() ?? 0
    let labelRoom = Double(longest) * (isSmall ? 6.4 : 7.3) + 14
    left = labelRoom + 18
    top = labelRoom + 18
    width = max(left + max(size, Self.legendWidth) + 8, 300)
    height = top + size + 58
  }

  func drawLabels(on canvas: inout SVGCanvas, rowLabel: String, columnLabel: String) {
    let style = isSmall ? "t ts" : "t th"
    for index in stride(from: 0, to: names.count, by: step) {
      let middle = (Double(index) + 0.5) * cell
      let tooltip = labels[index] == names[index] ? nil : names[index]
      canvas.text(labels[index], x: left - 11, y: top + middle + 4, anchor: .end, class: style, tooltip: tooltip)
      canvas.text(labels[index], x: left + middle + 4, y: top - 11, class: style, turned: -90, tooltip: tooltip)
    }
    canvas.text(rowLabel, x: 11, y: top + size / 2, anchor: .middle, turned: -90)
    canvas.text(columnLabel, x: left + size / 2, y: 11, anchor: .middle)
  }
}
