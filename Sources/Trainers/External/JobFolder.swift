internal import Foundation
internal import Tables

/// The folder of one call of a trainer, under a name that no other process uses until the call is over.
///
/// What is left then has the job's name: everything where it failed or was asked for, otherwise what the trainer said, if it said
/// anything.
struct JobFolder {
  let path: String
  private let final: String

  /// Makes the folder inside of `parent`.
  init(_ name: String, in parent: String) throws {
    final = parent + "/" + name
    path = PartFile.path(for: final)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  var log: String { path + "/" + TrainerJob.log }

  /// Empties what one call leaves, for another one.
  func clear() {
    try? FileManager.default.removeItem(atPath: path + "/" + TrainerJob.predictions)
    let scratch = path + "/" + TrainerJob.scratch
    try? FileManager.default.removeItem(atPath: scratch)
    try? FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
  }

  /// Gives it its name, with all that is in it; returns where it is.
  @discardableResult
  func keep() -> String {
    try? FileManager.default.removeItem(atPath: final)
    return rename(path, final) == 0 ? final : path
  }

  /// Keeps what the trainer said, and what an earlier call of the same job left no longer.
  func discard() {
    try? FileManager.default.removeItem(atPath: final)
    let size = (try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int) ?? nil
    if let size, size > 0 {
      rename(log, final + ".log")
    } else {
      unlink(final + ".log")
    }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Removes it.
  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// The last line of what the trainer said, in short; nil where it said nothing.
  func lastWords() -> String? {
    guard let file = FileHandle(forReadingAtPath: log) else { return nil }
    defer { try? file.close() }
    let size = (try? file.seekToEnd()) ?? 0
    try? file.seek(toOffset: size > 4096 ? size - 4096 : 0)
    let text = String(decoding: (try? file.readToEnd()) ?? Data(), as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
    return line.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Removes the folders that killed processes left in a parent.
  static func removeStale(in parent: String) {
    for name in PartFile.stale(in: parent) { try? FileManager.default.removeItem(atPath: parent + "/" + name) }
  }
}
