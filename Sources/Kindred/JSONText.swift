internal import Diagnostics
internal import Foundation
internal import Tables

/// The project's one form of JSON: sorted keys, two spaces, snake_case, numbers that read back the same.
enum JSONText {
  static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  static func write(_ value: some Encodable, to path: String) throws {
    try AtomicFile.write(text(of: value), to: path)
  }

  /// Reads what `write` wrote; throws where the file is missing or was changed into something else.
  static func read<Value: Decodable>(_ type: Value.Type, from path: String, madeBy command: String)
    throws -> Value
  {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UserError.missingStep(path, command: command)
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do { return try decoder.decode(type, from: data) } catch {
      throw UserError.damagedFile(path, command: command)
    }
  }
}
