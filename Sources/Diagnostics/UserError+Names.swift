/// Names and cells as messages show them.
extension UserError {
  /// A name as a terminal may show it: characters that control it are escaped, as in `\u{1B}`, and what is beyond
  /// `limit` characters is cut.
  package static func shown(_ name: String, limit: Int = 200) -> String {
    let cut = name.count > limit ? name.prefix(limit) + "..." : Substring(name)
    return escaped(String(cut), keepsLines: false)
  }

  /// A text in which no word is longer than `limit` characters, or 1000 for a path: a name that a message holds is cut.
  package static func cut(_ text: String, limit: Int = 200) -> String {
    guard text.utf8.count > limit else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.utf8.count > limit ? shownWord(word, limit: word.contains("/") ? 1000 : limit) : String(word)
    }.joined(separator: " ")
  }

  private static func shownWord(_ word: Substring, limit: Int) -> String {
    word.count > limit ? word.prefix(limit) + "..." : String(word)
  }

  /// A text with every character escaped that would control a terminal or turn the direction of writing; line breaks and
  /// tabs too unless they are kept.
  package static func escaped(_ text: String, keepsLines: Bool) -> String {
    guard text.unicodeScalars.contains(where: controls) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t": result += keepsLines ? String(scalar) : scalar == "\n" ? "\\n" : "\\t"
      case _ where controls(scalar): result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func controls(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x2029, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The first `limit` characters of a text, line breaks shown as spaces.
  package static func shortened(_ text: String, to limit: Int = 40) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.count <= limit ? line : line.prefix(limit) + "..."
  }

  /// Names in one line: runs like fp0, fp1, ..., fp1023 as `fp0..fp1023`, and at most `limit` entries.
  package static func abbreviatedList(_ names: [String], limit: Int = 40) -> String {
    let names = names.map { shown($0) }
    var entries: [String] = []
    var start = 0
    while start < names.count {
      var end = start
      while end + 1 < names.count, follows(names[end], names[end + 1]) { end += 1 }
      if end - start >= 3 {
        entries.append("\(names[start])..\(names[end])")
      } else {
        entries.append(contentsOf: names[start...end])
      }
      start = end + 1
    }
    guard entries.count > limit else { return entries.joined(separator: ", ") }
    return entries.prefix(limit).joined(separator: ", ") + " and \(entries.count - limit) more"
  }

  /// Whether `second` is `first` with its trailing number raised by one.
  private static func follows(_ first: String, _ second: String) -> Bool {
    let (stem, number) = stemAndNumber(first)
    let (nextStem, nextNumber) = stemAndNumber(second)
    guard let number, let nextNumber else { return false }
    return stem == nextStem && nextNumber == number &+ 1
  }

  private static func stemAndNumber(_ name: String) -> (stem: Substring, number: Int?) {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    return (name.dropLast(digits), digits == 0 ? nil : Int(name.suffix(digits)))
  }

  /// A name as a shell takes it: in quotes unless it is made of plain characters.
  static func quoted(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [95, 45, 46].contains(byte)
    }
    if isPlain && !name.isEmpty { return name }
    return "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
