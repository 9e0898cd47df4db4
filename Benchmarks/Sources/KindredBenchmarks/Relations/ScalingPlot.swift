import Foundation

/// Processor seconds by number of pairs, both logarithmic, beside a line of equal cost a pair.
struct ScalingPlot {
  private let points: [(pairs: Double, seconds: Double)]
  private let width = 520.0
  private let height = 340.0
  private let margin = 56.0

  init(_ points: [(pairs: Double, seconds: Double)]) { self.points = points }

  private func x(_ pairs: Double) -> Double {
    margin + (log10(pairs) - 3.5) / 3 * (width - margin - 16)
  }

  private func y(_ seconds: Double) -> Double {
    height - margin - (log10(seconds) + 2) / 4 * (height - margin - 16)
  }

  var svg: String {
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" font-family=\"sans-serif\" "
        + "font-size=\"12\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
    ]
    for exponent in 4...6 {
      parts.append(
        label("10^\(exponent)", x: x(pow(10, Double(exponent))), y: height - margin + 18))
    }
    for exponent in -2...2 {
      parts.append(
        label(
          number(pow(10, Double(exponent))), x: margin - 24, y: y(pow(10, Double(exponent))) + 4))
    }
    parts.append(label("pairs of tasks (100 rows each)", x: width / 2, y: height - 16))
    parts.append(label("processor seconds", x: margin + 40, y: 14))
    if let first = points.first, let last = points.last {
      let expected = first.seconds * last.pairs / first.pairs
      parts.append(
        line(
          [(first.pairs, first.seconds), (last.pairs, expected)],
          style: "#999\" stroke-dasharray=\"5 4"))
      parts.append(label("equal cost a pair", x: x(last.pairs) - 60, y: y(expected) + 24))
    }
    parts.append(line(points, style: "#1f77b4"))
    for point in points {
      parts.append(
        "<circle cx=\"\(number(x(point.pairs)))\" cy=\"\(number(y(point.seconds)))\" r=\"3.5\" fill=\"#1f77b4\"/>"
      )
    }
    parts.append(
      "<path d=\"M\(margin) 16V\(height - margin)H\(width - 16)\" fill=\"none\" stroke=\"#333\"/></svg>\n"
    )
    return parts.joined(separator: "\n")
  }

  private func line(_ points: [(pairs: Double, seconds: Double)], style: String) -> String {
    let path = points.map { "\(number(x($0.pairs))),\(number(y($0.seconds)))" }.joined(
      separator: " ")
    return "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(style)\"/>"
  }

  private func label(_ text: String, x: Double, y: Double) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"middle\" fill=\"#333\">\(text)</text>"
  }
}
