internal import Foundation
package import Panels
internal import Tables

/// `skipped.csv`: `line,text,reason` of every row that was left out because it names no molecule.
package enum SkippedFile {
  /// Writes the file where its rows changed, and removes it where there are none.
  package static func update(_ rows: [SkippedRow], at path: String) throws {
    guard !rows.isEmpty else {
      if StudyFolder.exists(path) { try FileManager.default.removeItem(atPath: path) }
      return
    }
    var csv = CSVWriter(header: ["line", "text", "reason"])
    for row in rows {
      csv.append([row.line.map(CSVCell.integer) ?? .text(""), .text(row.text), .text(row.reason)])
    }
    try AtomicFile.update(String(decoding: csv.bytes, as: UTF8.self), at: path)
  }
}
