/// Curves over a common axis, each with a band around it: learning curves, trajectories, profiles, sweeps.
package struct LinesFigure: Sendable {
  package struct Series: Equatable, Sendable {
    package var name: String
    /// Ascending.
    package var x: [Double]
    /// One a value of `x`; a number that is not finite interrupts the line.
    package var y: [Double]
    /// The band's edges, such as quartiles; empty for none.
    package var lower: [Double]
    package var upper: [Double]

    package init(name: String, x: [Double], y: [Double], lower: [Double] = [], upper: [Double] = []) {
      precondition(x.count == y.count && lower.count == upper.count, "one y a value of x, bands with two edges")
      precondition(lower.isEmpty || lower.count == x.count, "band edges at every value of x")
      self.name = name
      self.x = x
      self.y = y
      self.lower = lower
      self.upper = upper
    }
  }

  package var series: [Series]
  package var title: String
  package var xLabel: String
  package var yLabel: String
  /// Whether single points are marked as well.
  package var hasMarkers: Bool
  /// Whether x counts something, so that only whole numbers are marked.
  package var countsX: Bool

  package init(
    series: [Series], title: String, xLabel: String, yLabel: String, hasMarkers: Bool = false, countsX: Bool = false
  ) {
    self.series = series
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.hasMarkers = hasMarkers
    self.countsX = countsX
  }

  package func canvas() -> SVGCanvas {
    let legendRows = series.count > 1 ? (series.count + 1) / 2 : 0
    let top = 12 + Double(legendRows) * 18
    var canvas = SVGCanvas(width: 480, height: top + 300 + 46, title: title)
    let x = LinearScale(covering: series.flatMap(\.x), margin: 0, start: 62, end: 468)
    let y = LinearScale(covering: series.flatMap { $0.y + $0.lower + $0.upper }, start: top + 300, end: top)
    Axes(x: x, y: y, xLabel: xLabel, yLabel: yLabel, countsX: countsX).draw(on: &canvas)
    for (index, one) in series.enumerated() { drawBand(one, index: index, x: x, y: y, on: &canvas) }
    for (index, one) in series.enumerated() { drawLine(one, index: index, x: x, y: y, on: &canvas) }
    if legendRows > 0 { drawLegend(on: &canvas) }
    return canvas
  }

  private func drawBand(_ one: Series, index: Int, x: LinearScale, y: LinearScale, on canvas: inout SVGCanvas) {
    let finite = one.lower.indices.filter { one.x[$0].isFinite && one.lower[$0].isFinite && one.upper[$0].isFinite }
    guard finite.count > 1 else { return }
    let there = finite.map { (x: x.position(one.x[$0]), y: y.position(one.upper[$0])) }
    let back = finite.reversed().map { (x: x.position(one.x[$0]), y: y.position(one.lower[$0])) }
    canvas.polygon(there + back, class: "b\(index % 8)")
  }

  private func drawLine(_ one: Series, index: Int, x: LinearScale, y: LinearScale, on canvas: inout SVGCanvas) {
    var run: [(x: Double, y: Double)] = []
    for position in one.x.indices {
      if one.x[position].isFinite && one.y[position].isFinite {
        run.append((x.position(one.x[position]), y.position(one.y[position])))
      } else {
        draw(run, index: index, on: &canvas)
        run = []
      }
    }
    draw(run, index: index, on: &canvas)
  }

  private func draw(_ run: [(x: Double, y: Double)], index: Int, on canvas: inout SVGCanvas) {
    if run.count > 1 { canvas.polyline(run, class: "l\(index % 8)") }
    guard hasMarkers || run.count == 1 else { return }
    for point in run { canvas.circle(point.x, point.y, radius: 2.6, class: "f\(index % 8)") }
  }

  private func drawLegend(on canvas: inout SVGCanvas) {
    for (index, one) in series.enumerated() {
      let (x, y) = (62 + Double(index % 2) * 206, 14 + Double(index / 2) * 18)
      canvas.line(x, y - 4, x + 18, y - 4, class: "l\(index % 8)")
      canvas.text(
        one.name.shortened(to: 28), x: x + 24, y: y, class: "t th", tooltip: one.name.count > 28 ? one.name : nil)
    }
  }
}
