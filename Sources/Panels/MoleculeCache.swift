internal import Foundation
internal import Molecules
internal import Tables

/// Molecules that were read before, in a file of the study.
struct MoleculeCache {
  /// nil reads anew and keeps nothing.
  let path: String?

  /// What the texts say: from the file where it was made from the same texts, settings and RDKit, else read and written
  /// there. A file that cannot be written is none.
  func reading(of texts: [String], settings: MoleculeSettings, threads: Int) -> MoleculeReading {
    guard let path else { return MoleculeReading(texts, settings: settings, threads: threads) }
    let key = MoleculeReading.key(of: texts, settings: settings)
    if let data = FileManager.default.contents(atPath: path),
      let known = MoleculeReading(bytes: [UInt8](data), key: key)
    {
      return known
    }
    let reading = MoleculeReading(texts, settings: settings, threads: threads)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? AtomicFile.write(reading.bytes(key: key), to: path)
    return reading
  }
}
