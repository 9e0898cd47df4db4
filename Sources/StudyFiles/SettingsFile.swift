internal import Diagnostics
internal import Foundation
internal import TOMLKit

/// Reads and writes settings as TOML.
///
/// The settings' own Codable form is the schema: names in snake_case, a table a section. A file may leave anything out;
/// what it names must exist. Whole numbers are accepted where fractions are expected.
package enum SettingsFile {
  /// The defaults, overlaid with what `text` says.
  package static func settings(from text: String, path: String, defaults: StudySettings = StudySettings())
    throws -> StudySettings
  {
    let table: TOMLTable
    if let line = unfinishedHeader(in: text) {
      throw UserError.unreadableSettings(path, line: line, reason: "a table without a name")
    }
    do { table = try TOMLTable(string: text) } catch let error as TOMLParseError {
      throw UserError.unreadableSettings(
        path, line: Int(error.source.begin.line), reason: error.description)
    }
    let given =
      try JSONSerialization.jsonObject(with: Data(table.convert(to: .json).utf8)) as? [String: Any]
      ?? [:]
    if let format = given["format"] as? Int, format > studyFormat {
      throw UserError.newerFormat(path, found: format, known: studyFormat)
    }
    var defaults = defaults
    if let name = (given["training"] as? [String: Any])?["like"] as? String {
      guard let preset = TrainingPreset(rawValue: name) else {
        throw UserError.unreadableSettings(
          path, line: nil, reason: "training.like is \(name), not one of \(TrainingPreset.allNames)")
      }
      preset.apply(to: &defaults)
    }
    var merged = try dictionary(of: defaults)
    try overlay(&merged, with: given, path: path, prefix: "")
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(
        StudySettings.self, from: JSONSerialization.data(withJSONObject: merged))
    } catch let error as DecodingError {
      throw UserError.unreadableSettings(path, line: nil, reason: reason(of: error))
    }
  }

  /// The 1-based line that holds nothing but the bracket of a table's header, which the parser does not survive; one within
  /// a list is none.
  private static func unfinishedHeader(in text: String) -> Int? {
    var last: Character?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
      if content == "[" || content == "[[", !(last.map { "[,=".contains($0) } ?? false) { return index + 1 }
      last = content.last ?? last
    }
    return nil
  }

  /// The whole file's text.
  package static func text(of settings: StudySettings) throws -> String {
    let header = "# Written by Kindred \(kindredVersion); `--config` reads it back.\n"
    return header + TOMLText.text(of: try dictionary(of: settings))
  }

  private static func dictionary(of settings: StudySettings) throws -> [String: Any] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return try JSONSerialization.jsonObject(with: encoder.encode(settings)) as? [String: Any] ?? [:]
  }

  private static func overlay(
    _ base: inout [String: Any], with given: [String: Any], path: String, prefix: String
  ) throws {
    for (key, value) in given {
      let optional = optionalKeys(of: prefix)
      if let section = value as? [String: Any], var inner = base[key] as? [String: Any] {
        try overlay(&inner, with: section, path: path, prefix: prefix + key + ".")
        base[key] = inner
      } else if base[key] != nil || optional?.contains(key) ?? true {
        base[key] = value
      } else {
        throw UserError.unknownSetting(
          path, key: prefix + key, known: Set(base.keys).union(optional ?? []).sorted())
      }
    }
  }

  /// Settings of a section that the defaults leave unset, and whose names an encoded default therefore does not show; nil
  /// where names are the user's.
  private static func optionalKeys(of prefix: String) -> Set<String>? {
    switch prefix {
    case "training.task_weights.": nil
    case "trainer.": ["command", "timeout", "retries", "jobs"]
    case "training.": trainingKeys.union(["like"])
    case "training.alone.", "training.together.": trainingKeys
    default:
      [
        "task_column", "id_column", "fingerprint", "cluster_column", "time_column", "splits_file", "weight_column",
        "splits_column", "features", "value_column",
        "cost_budget",
        "maximum_groups", "maximum_group_size", "own",
      ]
    }
  }

  private static let trainingKeys: Set<String> = [
    "trunk", "learning_rate", "batch_size", "max_epochs", "patience", "objective", "stopping", "weight_decay",
    "weight_decay_rows", "dropout", "linear_path", "base_rate_heads", "averaged_weights", "checkpoints_per_epoch",
    "warm_up_epochs", "rate_decay",
  ]

  private static func reason(of error: DecodingError) -> String {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")) has a value of the wrong kind"
    case .keyNotFound(let key, _): "\(key.stringValue) is missing"
    @unknown default: "a value cannot be read"
    }
  }
}
