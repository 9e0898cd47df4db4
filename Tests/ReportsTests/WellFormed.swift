/// A plain check of HTML and XML: every tag is closed in order, attributes are quoted, entities are known.
enum WellFormed {
  /// What is wrong first, nil if nothing is.
  static func flaw(in source: String) -> String? {
    var open: [String] = []
    var rest = Substring(source)
    while let start = rest.firstIndex(of: "<") {
      if let flaw = flawInText(rest[..<start]) { return flaw }
      guard let end = rest[start...].firstIndex(of: ">") else { return "an unclosed tag" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("!") || tag.hasPrefix("?") { continue }
      if tag.hasPrefix("/") {
        guard let last = open.popLast(), last == tag.dropFirst() else { return "unexpected <\(tag)>" }
        continue
      }
      if tag.filter({ $0 == "\"" }).count % 2 != 0 { return "odd quotes in <\(tag)>" }
      let name = String(tag.prefix { !$0.isWhitespace && $0 != "/" })
      if !tag.hasSuffix("/") { open.append(name) }
      if name == "style", let close = rest.firstRange(of: "</style>") { rest = rest[close.lowerBound...] }
    }
    return open.isEmpty ? flawInText(rest) : "<\(open[open.count - 1])> is not closed"
  }

  private static func flawInText(_ text: Substring) -> String? {
    if text.contains(">") { return "a bare > in \(text.prefix(40))" }
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      guard ["amp;", "lt;", "gt;", "quot;", "#39;"].contains(where: part.hasPrefix) else {
        return "a bare & before \(part.prefix(20))"
      }
    }
    return nil
  }
}
