import ArgumentParser

/// Names in one word of the command line, separated by commas as in a line of CSV.
enum NameList {
  /// The names: those with a comma stand in quotes, quotes within them doubled; empty ones are passed over.
  ///
  /// - Throws: `ValidationError` where a quote is not closed or text follows the closing one.
  @Sendable static func names(_ list: String) throws -> [String] {
    var names: [String] = []
    var rest = Substring(list)
    while !rest.isEmpty {
      let name = rest.first == "\"" ? try takeQuoted(&rest) : String(rest.prefix { $0 != "," })
      rest = rest.drop { $0 != "," }.dropFirst()
      if !name.isEmpty { names.append(name) }
    }
    return names
  }

  /// Takes a name in quotes, up to the comma behind it.
  private static func takeQuoted(_ rest: inout Substring) throws -> String {
    var name = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      guard character == "\"" else {
        name.append(character)
        continue
      }
      if rest.first == "\"" {
        name.append(rest.removeFirst())
      } else if rest.isEmpty || rest.first == "," {
        return name
      } else {
        break
      }
    }
    throw ValidationError("a name in quotes has to end with its quote, and a comma or nothing behind it")
  }
}
