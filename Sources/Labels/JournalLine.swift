internal import Foundation
internal import Statistics

/// Reads a journal's line in the form that the writer gives it: some twenty times faster than a general decoder.
///
/// Any order of keys is read; anything else that JSON allows - escapes, nulls, keys that are not known - makes `entry` nil, and
/// the caller decodes the line the slow way.
package struct JournalLine {
  private var next: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private let keepsOutcomes: Bool

  /// - Parameters:
  ///   - bytes: the line without its newline; what lies behind it must be readable or the end of the buffer must not be a
  ///     digit, as a whole line's is not.
  ///   - keepsOutcomes: whether outcomes are read; without, each is an empty one.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, keepsOutcomes: Bool = true) {
    self.keepsOutcomes = keepsOutcomes
    next = bytes.baseAddress!
    end = next + bytes.count
  }

  /// The finished job that the line tells of; nil where it is not of the writer's plain form.
  package mutating func entry() -> JournalEntry? {
    guard end > next, end[-1] == UInt8(ascii: "}") else { return nil }
    var entry = JournalEntry(phase: .develop, tasks: [], replicate: -1, epochs: -1, seconds: .nan)
    var hasPhase = false
    let isRead = object { line, key in
      switch key {
      case "epochs": line.integer().map { entry.epochs = $0 } != nil
      case "learner": line.string().flatMap { Job.Learner(rawValue: $0) }.map { entry.learner = $0 } != nil
      case "mark": line.string().map { entry.mark = $0 } != nil
      case "outcomes": line.outcomes().map { entry.outcomes = $0 } != nil
      case "phase":
        line.string().flatMap { Job.Phase(rawValue: $0) }.map {
          entry.phase = $0; hasPhase = true
        } != nil
      case "replicate": line.integer().map { entry.replicate = $0 } != nil
      case "seconds": line.number().map { entry.seconds = $0 } != nil
      case "tasks": line.list { $0.integer() }.map { entry.tasks = $0 } != nil
      default: false
      }
    }
    guard isRead, next == end, hasPhase, entry.outcomes != nil, !entry.tasks.isEmpty, entry.replicate >= 0,
      entry.epochs >= 0, entry.seconds.isFinite
    else { return nil }
    return entry
  }

  private mutating func outcomes() -> [TaskOutcome]? { keepsOutcomes ? list { $0.outcome() } : emptyOutcomes() }

  /// As many empty outcomes as a list has objects, passing over it; nil where anything else stands in it.
  private mutating func emptyOutcomes() -> [TaskOutcome]? {
    guard take("[") else { return nil }
    var (depth, count) = (0, 0)
    while next < end {
      switch next.pointee {
      case UInt8(ascii: "{"):
        if depth == 0 { count += 1 }
        depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "]"):
        guard depth == 0 else { return nil }
        next += 1
        return [TaskOutcome](repeating: Self.empty, count: count)
      case UInt8(ascii: "n"):
        // A task without an outcome (null).
        if depth == 0 { return nil }
      case UInt8(ascii: "\\"), UInt8(ascii: "["): return nil
      default: break
      }
      next += 1
    }
    return nil
  }

  private static let empty = TaskOutcome(loss: 0, nullLoss: 0, metrics: Metrics(), rows: 0)

  private mutating func outcome() -> TaskOutcome? {
    var outcome = TaskOutcome(loss: .nan, nullLoss: .nan, metrics: Metrics(), rows: -1)
    var hasMetrics = false
    let isRead = object { line, key in
      switch key {
      case "loss": line.number().map { outcome.loss = $0 } != nil
      case "nullLoss": line.number().map { outcome.nullLoss = $0 } != nil
      case "rows": line.integer().map { outcome.rows = $0 } != nil
      case "blocks": line.string().flatMap { BlockShares(text: $0) }.map { outcome.blocks = $0 } != nil
      case "metrics":
        line.metrics().map {
          outcome.metrics = $0; hasMetrics = true
        } != nil
      default: false
      }
    }
    return isRead && hasMetrics && outcome.loss.isFinite && outcome.nullLoss.isFinite && outcome.rows >= 0
      ? outcome : nil
  }

  private mutating func metrics() -> Metrics? {
    var metrics = Metrics()
    let isRead = object { line, key in
      guard let value = line.number() else { return false }
      switch key {
      case "auc": metrics.auc = value
      case "averagePrecision": metrics.averagePrecision = value
      case "r2": metrics.r2 = value
      case "rmse": metrics.rmse = value
      case "mae": metrics.mae = value
      case "spearman": metrics.spearman = value
      default: return false
      }
      return true
    }
    return isRead ? metrics : nil
  }

  // MARK: JSON

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next < end, next.pointee == UInt8(ascii: byte) else { return false }
    next += 1
    return true
  }

  /// `{"key":value,...}`; false where a value is not what `value` expects of its key.
  private mutating func object(_ value: (inout JournalLine, String) -> Bool) -> Bool {
    guard take("{") else { return false }
    if take("}") { return true }
    repeat {
      guard let key = string(), take(":"), value(&self, key) else { return false }
    } while take(",")
    return take("}")
  }

  private mutating func list<Element>(_ element: (inout JournalLine) -> Element?) -> [Element]? {
    guard take("[") else { return nil }
    if take("]") { return [] }
    var elements: [Element] = []
    repeat {
      guard let read = element(&self) else { return nil }
      elements.append(read)
    } while take(",")
    return take("]") ? elements : nil
  }

  /// A string without escapes.
  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    let start = next
    while next < end, next.pointee != UInt8(ascii: "\""), next.pointee != UInt8(ascii: "\\") { next += 1 }
    let text = String(decoding: UnsafeBufferPointer(start: start, count: next - start), as: UTF8.self)
    return take("\"") ? text : nil
  }

  private mutating func integer() -> Int? { number().flatMap { Int(exactly: $0) } }

  /// A number as JSON writes it; correctly rounded.
  private mutating func number() -> Double? {
    guard next < end,
      next.pointee == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next.pointee)
    else { return nil }
    return next.withMemoryRebound(to: CChar.self, capacity: end - next) { text in
      var rest: UnsafeMutablePointer<CChar>?
      let value = strtod(text, &rest)
      guard let rest, rest > UnsafeMutablePointer(mutating: text) else { return nil }
      next += UnsafePointer(rest) - text
      return next <= end && value.isFinite ? value : nil
    }
  }
}
