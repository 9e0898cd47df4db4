package import Diagnostics

/// Horizontal bars from 0 with standard errors.
package struct BarsFigure: Sendable {
  package struct Bar: Equatable, Sendable {
    package var name: String
    /// Not drawn unless finite.
    package var estimate: Estimate
    /// Drawn in colour, the others in grey.
    package var isMarked: Bool

    package init(name: String, estimate: Estimate, isMarked: Bool = false) {
      self.name = name
      self.estimate = estimate
      self.isMarked = isMarked
    }
  }

  package var bars: [Bar]
  package var title: String
  package var xLabel: String
  package var isPercent: Bool

  package init(bars: [Bar], title: String, xLabel: String, isPercent: Bool = true) {
    self.bars = bars
    self.title = title
    self.xLabel = xLabel
    self.isPercent = isPercent
  }

  package func canvas() -> SVGCanvas {
    let labels = bars.map { $0.name.shortened(to: 24) }
    let left = Double(labels.map(\.count).max() ?? 0) * 7.6 + 14
    let bottom = 14 + Double(bars.count) * 30
    var canvas = SVGCanvas(width: 480, height: bottom + 44, title: title)
    let ends = bars.flatMap { bar in
      let error = bar.estimate.standardError ?? 0
      return [bar.estimate.value - error, bar.estimate.value + error]
    }
    let x = LinearScale(covering: ends + [0], margin: 0.03, start: left, end: 356)
    drawAxis(x, bottom: bottom, on: &canvas)
    for (index, bar) in bars.enumerated() {
      let y = 14 + Double(index) * 30
      canvas.text(
        labels[index], x: left - 8, y: y + 17, anchor: .end, class: bar.isMarked ? "t tb" : "t th",
        tooltip: labels[index] == bar.name ? nil : bar.name)
      draw(bar, y: y, x: x, on: &canvas)
    }
    return canvas
  }

  private func drawAxis(_ x: LinearScale, bottom: Double, on canvas: inout SVGCanvas) {
    let factor = isPercent ? 100.0 : 1
    let scale = LinearScale(lower: x.lower * factor, upper: x.upper * factor, start: x.start, end: x.end)
    let ticks = scale.ticks(about: 4)
    for (tick, label) in zip(ticks, scale.labels(for: ticks)) {
      canvas.line(scale.position(tick), 8, scale.position(tick), bottom, class: tick == 0 ? "axis" : "grid")
      canvas.text(label, x: scale.position(tick), y: bottom + 16, anchor: .middle)
    }
    canvas.text(xLabel, x: (x.start + x.end) / 2, y: bottom + 35, anchor: .middle)
  }

  private func draw(_ bar: Bar, y: Double, x: LinearScale, on canvas: inout SVGCanvas) {
    let value = bar.estimate.value
    guard value.isFinite else { return canvas.text(NumberText.missing, x: 364, y: y + 17) }
    let (zero, end) = (x.position(0), x.position(value))
    let fill = bar.isMarked ? (value < 0 ? "neg" : "pos") : "plain"
    let text = isPercent ? NumberText.signedPercent(bar.estimate) : NumberText.estimate(bar.estimate)
    canvas.rect(
      x: min(zero, end), y: y + 4, width: abs(end - zero), height: 18, class: fill, tooltip: "\(bar.name): \(text)")
    if let error = bar.estimate.standardError, error.isFinite, error > 0 {
      let (low, high) = (x.position(value - error), x.position(value + error))
      canvas.line(low, y + 13, high, y + 13, class: "err")
      canvas.line(low, y + 9, low, y + 17, class: "err")
      canvas.line(high, y + 9, high, y + 17, class: "err")
    }
    canvas.text(text, x: 364, y: y + 17, class: bar.isMarked ? "t tb" : "t th")
  }
}
