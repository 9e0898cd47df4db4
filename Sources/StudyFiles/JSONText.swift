internal import Diagnostics
internal import Foundation
internal import Tables

/// The project's one form of JSON: sorted keys, two spaces, snake_case, numbers that read back the same.
package enum JSONText {
  package static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  package static func write(_ value: some Encodable, to path: String) throws {
    try AtomicFile.write(text(of: value), to: path)
  }

  /// Reads what `write` wrote; throws where the file is missing or was changed into something else.
  package static func read<Value: Decodable>(_ type: Value.Type, from path: String, madeBy command: String)
    throws -> Value
  {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UserError.missingStep(path, command: command)
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .custom { PropertyKey(stringValue: propertyName(of: $0.last?.stringValue ?? "")) }
    do { return try decoder.decode(type, from: data) } catch {
      throw UserError.damagedFile(path, command: command)
    }
  }

  /// The property that was written as `key`: `loss_se` is lossSE, which the standard strategy would take for lossSe.
  private static func propertyName(of key: String) -> String {
    let words = key.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    let rest = words.dropFirst().map {
      ["se", "sd"].contains($0) ? $0.uppercased() : $0.prefix(1).uppercased() + $0.dropFirst()
    }
    return ([words.first ?? ""] + rest).joined()
  }

  private struct PropertyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
