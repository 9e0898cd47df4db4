/// HTML or SVG that is well-formed and escaped by construction.
///
/// Text and attribute values are escaped when they come in; elements are closed when they are made.
package struct Markup: Equatable, Sendable {
  /// The finished source.
  package private(set) var source: String

  private init(source: String) { self.source = source }

  /// Nothing.
  package static let empty = Markup(source: "")

  /// Text, escaped; characters that XML does not allow become U+FFFD.
  package static func text(_ text: String) -> Markup { Markup(source: escaped(text)) }

  /// An element around its children.
  package static func element(_ name: String, _ attributes: [(String, String)], _ children: [Markup]) -> Markup {
    Markup(source: opening(name, attributes) + ">" + children.map(\.source).joined() + "</" + name + ">")
  }

  /// An element around text.
  package static func element(_ name: String, _ attributes: [(String, String)], _ text: String) -> Markup {
    element(name, attributes, [.text(text)])
  }

  /// An element without attributes around its children.
  package static func element(_ name: String, _ children: [Markup]) -> Markup { element(name, [], children) }

  /// An element without attributes around text.
  package static func element(_ name: String, _ text: String) -> Markup { element(name, [], [.text(text)]) }

  /// An element without children, closed at once: void elements of HTML and any of SVG.
  package static func leaf(_ name: String, _ attributes: [(String, String)] = []) -> Markup {
    Markup(source: opening(name, attributes) + "/>")
  }

  /// A style sheet of the project's own; traps if it could end its element.
  package static func style(_ sheet: String) -> Markup {
    precondition(!sheet.contains("<"), "a style sheet holds no tags")
    return Markup(source: "<style>" + sheet + "</style>")
  }

  /// A line break in the source, for people who read it.
  package static let newline = Markup(source: "\n")

  package static func + (a: Markup, b: Markup) -> Markup { Markup(source: a.source + b.source) }

  private static func opening(_ name: String, _ attributes: [(String, String)]) -> String {
    attributes.reduce("<" + name) { $0 + " " + $1.0 + "=\"" + escaped($1.1) + "\"" }
  }

  /// The text with &, <, >, " and ' as entities.
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return result
  }

  /// Whether XML 1.0 allows the character and HTML has no quarrel with it.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0x7E, 0xA0...0xFDCF, 0xFDF0...0xFFFD: true
    case 0x10000...: scalar.value & 0xFFFE != 0xFFFE
    default: false
    }
  }
}

extension String {
  /// At most `length` characters, the middle replaced by an ellipsis where it is longer.
  func shortened(to length: Int) -> String {
    precondition(length >= 3, "an ellipsis needs neighbours")
    guard count > length else { return self }
    let tail = (length - 1) / 3
    return String(prefix(length - 1 - tail)) + "…" + String(suffix(tail))
  }
}
