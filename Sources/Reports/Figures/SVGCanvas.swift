internal import Diagnostics
internal import FoundationEssentials

/// A drawing in SVG: elements in the order they are drawn, coordinates in user units with the origin at the top left.
///
/// Colours come from classes (`FigureStyle`), so that a drawing follows the page's light or dark scheme. Coordinates are
/// written with at most two decimals; one that is not finite traps.
package struct SVGCanvas: Sendable {
  package let width: Double
  package let height: Double
  /// Read out by a screen reader in place of the drawing.
  package let title: String
  private var elements: [Markup] = []

  package init(width: Double, height: Double, title: String) {
    self.width = width
    self.height = height
    self.title = title
  }

  package enum Anchor: String, Sendable {
    case start, middle, end
  }

  package mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String) {
    elements.append(
      .leaf(
        "line",
        [
          ("class", name), ("x1", Self.number(x1)), ("y1", Self.number(y1)), ("x2", Self.number(x2)),
          ("y2", Self.number(y2)),
        ]))
  }

  /// A rectangle; `tooltip` is shown by browsers when the pointer rests on it.
  package mutating func rect(
    x: Double, y: Double, width: Double, height: Double, class name: String, opacity: Double? = nil,
    tooltip: String? = nil
  ) {
    var attributes = [
      ("class", name), ("x", Self.number(x)), ("y", Self.number(y)), ("width", Self.number(width)),
      ("height", Self.number(height)),
    ]
    if let opacity { attributes.append(("fill-opacity", Self.number(opacity))) }
    append("rect", attributes, tooltip: tooltip)
  }

  package mutating func circle(_ x: Double, _ y: Double, radius: Double, class name: String, tooltip: String? = nil) {
    append(
      "circle", [("class", name), ("cx", Self.number(x)), ("cy", Self.number(y)), ("r", Self.number(radius))],
      tooltip: tooltip)
  }

  /// Text at its baseline; `turned` is clockwise in degrees around the anchor point.
  package mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, class name: String = "t", turned: Double = 0,
    tooltip: String? = nil
  ) {
    var attributes = [("class", name), ("x", Self.number(x)), ("y", Self.number(y)), ("text-anchor", anchor.rawValue)]
    if turned != 0 {
      attributes.append(("transform", "rotate(\(Self.number(turned)) \(Self.number(x)) \(Self.number(y)))"))
    }
    let title = tooltip.map { [Markup.element("title", $0)] } ?? []
    elements.append(.element("text", attributes, title + [.text(text)]))
  }

  package mutating func polyline(_ points: [(x: Double, y: Double)], class name: String) {
    elements.append(.leaf("polyline", [("class", name), ("points", Self.pairs(points))]))
  }

  package mutating func polygon(_ points: [(x: Double, y: Double)], class name: String) {
    elements.append(.leaf("polygon", [("class", name), ("points", Self.pairs(points))]))
  }

  /// A PNG drawn without smoothing.
  package mutating func image(_ png: [UInt8], x: Double, y: Double, width: Double, height: Double) {
    elements.append(
      .leaf(
        "image",
        [
          ("class", "px"), ("x", Self.number(x)), ("y", Self.number(y)), ("width", Self.number(width)),
          ("height", Self.number(height)), ("preserveAspectRatio", "none"),
          ("href", "data:image/png;base64," + Data(png).base64EncodedString()),
        ]))
  }

  private mutating func append(_ name: String, _ attributes: [(String, String)], tooltip: String?) {
    if let tooltip {
      elements.append(.element(name, attributes, [.element("title", tooltip)]))
    } else {
      elements.append(.leaf(name, attributes))
    }
  }

  /// The drawing as an element of a page that carries `FigureStyle` itself.
  ///
  /// It shrinks with the page down to seven tenths of its size, below which its box is to scroll, and grows by a fifth.
  package func inline() -> Markup {
    let widths =
      "min-width:\(Self.number((width * 0.7).rounded()))px;max-width:\(Self.number((width * 1.2).rounded()))px"
    return .element(
      "svg",
      [
        ("viewBox", "0 0 \(Self.number(width)) \(Self.number(height))"), ("role", "img"), ("aria-label", title),
        ("style", widths),
      ], elements)
  }

  /// The drawing as a file of its own.
  package func document() -> String {
    let attributes = [
      ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(Self.number(width)) \(Self.number(height))"),
      ("width", Self.number(width)), ("height", Self.number(height)), ("role", "img"),
    ]
    let background = Markup.leaf("rect", [("class", "bg"), ("width", "100%"), ("height", "100%")])
    let parts =
      [Markup.element("title", title), .style(FigureStyle.colours + FigureStyle.shapes), background] + elements
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Markup.element("svg", attributes, parts).source + "\n"
  }

  private static func pairs(_ points: [(x: Double, y: Double)]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  /// At most two decimals, no trailing zeros.
  static func number(_ value: Double) -> String {
    precondition(value.isFinite, "a coordinate is finite")
    var text = NumberText.fixed(value, decimals: 2)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
