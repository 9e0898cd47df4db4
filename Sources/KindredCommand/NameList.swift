import Kindred

/// A list of names in one option, written as a line of CSV: commas between names, quotes around a name that has a comma.
enum NameList {
  /// The names; throws where a quote is not closed, text follows the closing one, or a name is empty.
  static func names(_ text: String) throws -> [String] {
    var names: [String] = []
    var rest = text[...]
    repeat {
      let name = try rest.first == "\"" ? takeQuoted(&rest, of: text) : takePlain(&rest)
      guard !name.isEmpty else { throw UserError.badNameList(text, found: "has an empty name") }
      names.append(name)
    } while rest.popFirst() != nil
    return names
  }

  /// Everything up to the next comma.
  private static func takePlain(_ rest: inout Substring) -> String {
    let name = rest.prefix { $0 != "," }
    rest = rest[name.endIndex...]
    return String(name)
  }

  /// Everything up to the closing quote, which a comma or the end must follow; two quotes stand for one.
  private static func takeQuoted(_ rest: inout Substring, of text: String) throws -> String {
    var name = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      if character != "\"" {
        name.append(character)
      } else if rest.first == "\"" {
        name.append("\"")
        rest.removeFirst()
      } else {
        guard rest.isEmpty || rest.first == "," else {
          throw UserError.badNameList(text, found: "goes on after a closing quote")
        }
        return name
      }
    }
    throw UserError.badNameList(text, found: "has a quote that is never closed")
  }
}
