/// A shell pattern: `*` any text, `?` one character, `[a-z]` one of a set, `[!a-z]` one outside it.
///
/// A pattern always matches itself letter by letter, so names with brackets need no escape. Case counts.
package struct Glob: Sendable {
  private enum Element: Sendable {
    case anyText
    case anyCharacter
    case literal(Character)
    case set([ClosedRange<Character>], inverted: Bool)
  }

  package let pattern: String
  private let elements: [Element]

  package init(_ pattern: String) {
    self.pattern = pattern
    var elements: [Element] = []
    var rest = Substring(pattern)
    while let character = rest.popFirst() {
      switch character {
      case "*": elements.append(.anyText)
      case "?": elements.append(.anyCharacter)
      case "[":
        if let set = Self.takeSet(&rest) { elements.append(set) } else { elements.append(.literal(character)) }
      default: elements.append(.literal(character))
      }
    }
    self.elements = elements
  }

  /// Whether the whole of `text` matches. O(pattern x text) at worst.
  package func matches(_ text: String) -> Bool {
    if text == pattern { return true }
    let characters = Array(text)
    var reachable = Set([0])
    for element in elements {
      var next: Set<Int> = []
      if case .anyText = element {
        if let first = reachable.min() { next = Set(first...characters.count) }
      } else {
        for position in reachable where position < characters.count && Self.accepts(element, characters[position]) {
          next.insert(position + 1)
        }
      }
      reachable = next
    }
    return reachable.contains(characters.count)
  }

  private static func accepts(_ element: Element, _ character: Character) -> Bool {
    switch element {
    case .anyText, .anyCharacter: true
    case .literal(let literal): literal == character
    case .set(let ranges, let inverted): ranges.contains { $0.contains(character) } != inverted
    }
  }

  /// The set that follows an opening bracket, or nil (and nothing taken) where it is never closed.
  private static func takeSet(_ rest: inout Substring) -> Element? {
    guard let close = rest.dropFirst().firstIndex(of: "]") else { return nil }
    var members = rest[..<close]
    let inverted = members.first == "!"
    if inverted { members.removeFirst() }
    var ranges: [ClosedRange<Character>] = []
    while let first = members.popFirst() {
      if members.count >= 2, members.first == "-", let last = members.dropFirst().first, first <= last {
        ranges.append(first...last)
        members = members.dropFirst(2)
      } else {
        ranges.append(first...first)
      }
    }
    rest = rest[rest.index(after: close)...]
    return .set(ranges, inverted: inverted)
  }
}
