internal import Foundation

/// Writes JSON values as TOML: numbers as short as they read back, keys sorted, sections after plain settings.
enum TOMLText {
  /// The text of a table; nulls are left out, as TOML has none.
  static func text(of table: [String: Any]) -> String {
    var lines: [String] = []
    append(table, path: [], to: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func append(_ table: [String: Any], path: [String], to lines: inout [String]) {
    let keys = table.keys.sorted()
    for key in keys {
      if let value = table[key].flatMap(value) { lines.append("\(name(key)) = \(value)") }
    }
    for key in keys {
      guard let section = table[key] as? [String: Any], !isEmpty(section) else { continue }
      let path = path + [name(key)]
      lines += ["", "[" + path.joined(separator: ".") + "]"]
      append(section, path: path, to: &lines)
    }
  }

  /// Whether a section holds nothing, nor do sections within it; it is left out then.
  private static func isEmpty(_ section: [String: Any]) -> Bool {
    section.values.allSatisfy { value in (value as? [String: Any]).map { isEmpty($0) } ?? false }
  }

  /// A key, in quotes where it is not bare.
  private static func name(_ key: String) -> String {
    let isBare = key.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    return isBare && !key.isEmpty ? key : quoted(key)
  }

  private static func value(_ value: Any) -> String? {
    switch value {
    case let items as [Any]: return "[" + items.compactMap(self.value).joined(separator: ", ") + "]"
    case let text as String: return quoted(text)
    case let number as NSNumber:
      if String(cString: number.objCType) == "c" { return number.boolValue ? "true" : "false" }
      if let integer = Int64(exactly: number) { return "\(integer)" }
      return "\(number.doubleValue)"
    default: return nil
    }
  }

  /// A basic string: quotes, backslashes and control characters escaped.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
