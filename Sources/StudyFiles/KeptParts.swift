internal import Foundation
internal import LinearAlgebra
internal import Prediction
internal import Synchronization

/// Finished parts of a step in a file of the study, until the step has ended: the first line says of which step, with which
/// inputs; each other one has a hash, a name and a part.
///
/// A line that was torn or damaged costs its part. Where nothing can be written nothing is kept.
package final class KeptParts: PartKeeper {
  private let path: String
  private let parts: [String: String]
  private let descriptor: Mutex<CInt>

  /// The parts of a step whose inputs have the hash `stamp`; those of another one are forgotten.
  package init(path: String, stamp: String) {
    self.path = path
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let isMine = lines.first.map { $0 == stamp } ?? false
    var parts: [String: String] = [:]
    for line in isMine ? lines.dropFirst() : [] {
      let fields = line.split(separator: "\t", maxSplits: 2).map(String.init)
      if fields.count == 3, fields[0] == Self.hash(fields[1], fields[2]) { parts[fields[1]] = fields[2] }
    }
    self.parts = parts
    let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (isMine ? 0 : O_TRUNC), 0o644)
    descriptor = Mutex(opened)
    // What a kill tore is ended by the newline of the next line.
    add(isMine ? (text.hasSuffix("\n") ? "" : "\n") : stamp + "\n")
  }

  deinit { descriptor.withLock { if $0 >= 0 { _ = close($0) } } }

  package func part<Part: Codable>(_ name: String, make: () -> Part?) -> Part? {
    if let text = parts[name], let part = try? JSONDecoder().decode(Part.self, from: Data(text.utf8)) { return part }
    guard let part = make() else { return nil }
    if let data = try? JSONEncoder().encode(part) {
      let text = String(decoding: data, as: UTF8.self)
      add("\(Self.hash(name, text))\t\(name)\t\(text)\n")
    }
    return part
  }

  /// Removes the file: the step has ended.
  package func remove() { unlink(path) }

  private func add(_ text: String) {
    guard !text.isEmpty else { return }
    let bytes = Array(text.utf8)
    descriptor.withLock { if $0 >= 0 { _ = write($0, bytes, bytes.count) } }
  }

  private static func hash(_ name: String, _ text: String) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(name)
    fingerprint.add(text)
    return fingerprint.hexadecimal
  }
}
