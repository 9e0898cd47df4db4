/// Axes with round ticks around a rectangular plot.
struct Axes {
  let x: LinearScale
  let y: LinearScale
  var xLabel: String
  var yLabel: String
  /// Multiplies tick values for their labels, 100 for per cent.
  var labelFactor = 1.0
  /// Whether the horizontal axis counts something, so that only whole numbers are marked.
  var countsX = false

  /// Grid, ticks, labels and names; to be drawn before the data.
  func draw(on canvas: inout SVGCanvas) {
    drawVertical(on: &canvas)
    drawHorizontal(on: &canvas)
  }

  private func drawVertical(on canvas: inout SVGCanvas) {
    let scale = scaled(y)
    let ticks = scale.ticks()
    for (tick, label) in zip(ticks, scale.labels(for: ticks)) {
      let at = scale.position(tick)
      canvas.line(x.start, at, x.end, at, class: tick == 0 ? "zero" : "grid")
      canvas.text(label, x: x.start - 6, y: at + 4, anchor: .end)
    }
    let middle = (y.start + y.end) / 2
    canvas.text(yLabel, x: 13, y: middle, anchor: .middle, turned: -90)
  }

  private func drawHorizontal(on canvas: inout SVGCanvas) {
    let scale = scaled(x)
    let ticks = scale.ticks().filter { !countsX || $0 == $0.rounded() }
    for (tick, label) in zip(ticks, scale.labels(for: ticks)) {
      let at = scale.position(tick)
      canvas.line(at, y.start, at, y.end, class: tick == 0 ? "zero" : "grid")
      canvas.text(label, x: at, y: y.start + 16, anchor: .middle)
    }
    canvas.text(xLabel, x: (x.start + x.end) / 2, y: y.start + 34, anchor: .middle)
  }

  private func scaled(_ scale: LinearScale) -> LinearScale {
    LinearScale(
      lower: scale.lower * labelFactor, upper: scale.upper * labelFactor, start: scale.start, end: scale.end)
  }
}
