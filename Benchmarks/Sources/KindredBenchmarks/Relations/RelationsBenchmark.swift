import COpenBLAS
import Foundation
import LinearAlgebra
import Panels
import Relations

/// `relations [PANEL ...] [--threads N] [--plot FILE.svg]`: a table with a line a panel, and the cost by tasks as a plot.
///
/// Panels are school, landmine, sider, tox21, toxcast (from `../shared/data` or `KINDRED_SHARED`), giant (made here) and
/// scaling (100 to 1,600 tasks, made here); without a name all that are there.
enum RelationsBenchmark {
  static func run(_ arguments: [String]) throws {
    var names: [String] = []
    var threads = 2
    var plot: String?
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--threads": threads = rest.popFirst().flatMap(Int.init) ?? threads
      case "--plot": plot = rest.popFirst()
      default: names.append(argument)
      }
    }
    useSingleThreadedBLAS()
    let peak = MatrixPeak.flops(threads: threads)
    let core = String(cString: openblas_get_corename())
    say("sgemm \(number(peak * 1e-9)) GFLOP/s on \(threads) threads, BLAS core \(core)")
    say(RelationsLine.header)
    for panel in BenchmarkPanel.all where names.isEmpty || names.contains(panel.name) {
      guard let reading = try panel.read(threads: threads) else { continue }
      let line = try measure(
        panel, reading.panel, readSeconds: reading.seconds, threads: threads, peak: peak)
      say(line.text)
    }
    if names.isEmpty || names.contains("scaling") { try scale(threads: threads, plot: plot) }
  }

  private static func measure(
    _ benchmark: BenchmarkPanel, _ panel: Panel, readSeconds: Double, threads: Int, peak: Double
  ) throws -> RelationsLine {
    let path =
      NSTemporaryDirectory() + "kindred-relations-\(ProcessInfo.processInfo.processIdentifier).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    PeakMemory.reset()
    let run = try Stopwatch.measure {
      let reading = try computeRelations(
        of: panel, settings: RelationSettings(),
        excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount),
        threads: threads)
      try reading.table.write(to: path, taskNames: panel.tasks.map(\.name), threads: threads)
    }
    let memory = PeakMemory.bytes
    let distances = benchmark.hasDistancePart ? DistancePart(panel, threads: threads) : nil
    return RelationsLine(
      name: benchmark.name, pairs: panel.tasks.count * (panel.tasks.count - 1) / 2,
      readSeconds: readSeconds, run: run,
      peakBytes: memory, distances: distances, peakFlops: peak,
      numpySeconds: benchmark.numpySeconds())
  }

  /// Time by number of tasks at 100 rows a task.
  private static func scale(threads: Int, plot: String?) throws {
    var points: [(pairs: Double, seconds: Double)] = []
    say("tasks  pairs  seconds  processor seconds  microseconds a pair")
    for tasks in [100, 200, 400, 800, 1600] {
      let panel = SyntheticPanels.scaling(tasks: tasks)
      let run = try Stopwatch.measure {
        _ = try computeRelations(
          of: panel, settings: RelationSettings(),
          excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount),
          threads: threads)
      }
      let pairs = Double(tasks * (tasks - 1) / 2)
      points.append((pairs, run.processor))
      say(
        "\(tasks)  \(Int(pairs))  \(number(run.wall))  \(number(run.processor))  \(number(run.processor / pairs * 1e6))"
      )
    }
    if let plot {
      try ScalingPlot(points).svg.write(toFile: plot, atomically: true, encoding: .utf8)
    }
  }
}

/// Prints a line at once, also into a file or a pipe.
private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

/// Three significant digits.
func number(_ value: Double) -> String { String(format: "%.3g", value) }
