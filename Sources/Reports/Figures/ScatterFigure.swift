internal import Diagnostics

/// Predicted against measured numbers with their intervals, and the line on which they agree.
package struct ScatterFigure: Sendable {
  package struct Point: Equatable, Sendable {
    package var predicted: Double
    /// Ends of the prediction's interval.
    package var lower: Double?
    package var upper: Double?
    package var measured: Double
    package var standardError: Double?
    package var name: String

    package init(
      predicted: Double, lower: Double? = nil, upper: Double? = nil, measured: Double, standardError: Double? = nil,
      name: String
    ) {
      self.predicted = predicted
      self.lower = lower
      self.upper = upper
      self.measured = measured
      self.standardError = standardError
      self.name = name
    }
  }

  /// Those with a prediction and a measurement that are finite.
  package let points: [Point]
  package let title: String
  package let xLabel: String
  package let yLabel: String
  package let isPercent: Bool

  /// The most points drawn; of more, evenly spaced ones. Intervals are drawn up to `intervalLimit`.
  static let pointLimit = 2000
  static let intervalLimit = 400

  package init(points: [Point], title: String, xLabel: String, yLabel: String, isPercent: Bool = true) {
    let finite = points.filter { $0.predicted.isFinite && $0.measured.isFinite }
    let step = (finite.count + Self.pointLimit - 1) / Self.pointLimit
    self.points = step > 1 ? stride(from: 0, to: finite.count, by: step).map { finite[$0] } : finite
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.isPercent = isPercent
  }

  package func canvas() -> SVGCanvas {
    var canvas = SVGCanvas(width: 480, height: 420, title: title)
    let hasIntervals = points.count <= Self.intervalLimit
    let measured = points.flatMap { [$0.measured] + (hasIntervals ? spread($0) : []) }
    let predicted = points.flatMap { [$0.predicted] + (hasIntervals ? [$0.lower, $0.upper].compactMap(\.self) : []) }
    let x = LinearScale(covering: predicted + [0], start: 62, end: 468)
    let y = LinearScale(covering: measured + [0], start: 372, end: 10)
    Axes(x: x, y: y, xLabel: xLabel, yLabel: yLabel, labelFactor: isPercent ? 100 : 1).draw(on: &canvas)
    drawIdentity(on: &canvas, x: x, y: y)
    for point in points where hasIntervals { drawInterval(point, on: &canvas, x: x, y: y) }
    for point in points {
      canvas.circle(
        x.position(point.predicted), y.position(point.measured), radius: points.count > 300 ? 2 : 3.2, class: "dot",
        tooltip: points.count > Self.intervalLimit ? nil : tooltip(point))
    }
    return canvas
  }

  private func spread(_ point: Point) -> [Double] {
    guard let error = point.standardError, error.isFinite else { return [] }
    return [point.measured - error, point.measured + error]
  }

  private func drawIdentity(on canvas: inout SVGCanvas, x: LinearScale, y: LinearScale) {
    let (low, high) = (max(x.lower, y.lower), min(x.upper, y.upper))
    guard low < high else { return }
    canvas.line(x.position(low), y.position(low), x.position(high), y.position(high), class: "axis")
  }

  private func drawInterval(_ point: Point, on canvas: inout SVGCanvas, x: LinearScale, y: LinearScale) {
    let (cx, cy) = (x.position(point.predicted), y.position(point.measured))
    if let lower = point.lower, let upper = point.upper, lower.isFinite, upper.isFinite {
      canvas.line(x.position(lower), cy, x.position(upper), cy, class: "thin")
    }
    let ends = spread(point)
    if ends.count == 2 { canvas.line(cx, y.position(ends[0]), cx, y.position(ends[1]), class: "thin") }
  }

  private func tooltip(_ point: Point) -> String {
    func text(_ value: Double) -> String {
      isPercent ? NumberText.signedPercent(value) : NumberText.signedSignificant(value)
    }
    return "\(point.name): predicted \(text(point.predicted)), measured \(text(point.measured))"
  }
}
