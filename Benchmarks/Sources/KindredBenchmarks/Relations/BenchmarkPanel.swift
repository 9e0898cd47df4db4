import Foundation
import Panels

/// A panel that relations are timed on.
struct BenchmarkPanel: Sendable {
  enum Source: Sendable {
    /// A file of `../shared/data`.
    case file(String, PanelOptions)
    case giant
  }

  let name: String
  let source: Source
  var hasDistancePart = true
  /// Whether NumPy gets through it in under a minute.
  var hasNumPy = false

  static let all = [
    BenchmarkPanel(
      name: "school",
      source: .file("school.csv", PanelOptions(targetColumns: ["ExamScore"], taskColumn: "task")),
      hasNumPy: true),
    BenchmarkPanel(
      name: "landmine",
      source: .file("landmine.csv", PanelOptions(targetColumns: ["label"], taskColumn: "task")),
      hasNumPy: true),
    BenchmarkPanel(name: "sider", source: fingerprints("sider")),
    BenchmarkPanel(name: "tox21", source: fingerprints("tox21")),
    BenchmarkPanel(name: "toxcast", source: fingerprints("toxcast")),
    BenchmarkPanel(name: "giant", source: .giant, hasDistancePart: false),
  ]

  /// A fingerprint file; its tasks are the columns whose names begin with neither fp nor id.
  private static func fingerprints(_ name: String) -> Source {
    .file("\(name)_ecfp1024.csv.gz", PanelOptions(targetColumns: ["[!fi]*"], ignoreColumns: ["id"]))
  }

  private static var package: URL {
    (0..<5).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
  }

  static func path(_ file: String) -> String {
    let shared = ProcessInfo.processInfo.environment["KINDRED_SHARED"].map { URL(filePath: $0) }
    return (shared ?? package.deletingLastPathComponent().appending(path: "shared")).appending(
      path: "data/\(file)"
    ).path
  }

  /// The panel and the seconds it took to read or make it; nil where its file is not there.
  func read(threads: Int) throws -> (panel: Panel, seconds: Double)? {
    var panel: Panel?
    let run = try Stopwatch.measure {
      switch source {
      case .file(let file, let options):
        let path = Self.path(file)
        guard FileManager.default.fileExists(atPath: path) else { return }
        panel = try PanelReader.read(files: [path], options: options, threads: threads).panel
      case .giant: panel = SyntheticPanels.giant()
      }
    }
    return panel.map { ($0, run.wall) }
  }

  /// The processor seconds that NumPy and SciPy take on one core; nil without them.
  func numpySeconds() -> Double? {
    guard hasNumPy, case .file(let file, let options) = source, let task = options.taskColumn else {
      return nil
    }
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.environment = ProcessInfo.processInfo.environment.merging(["OPENBLAS_NUM_THREADS": "1"]) { $1 }
    process.arguments =
      [
        "python3", Self.package.appending(path: "Benchmarks/python/relations.py").path,
        Self.path(file), "--task-column",
        task, "--targets",
      ] + options.targetColumns
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
