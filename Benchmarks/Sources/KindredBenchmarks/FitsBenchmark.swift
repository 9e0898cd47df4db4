import CPeak
import Foundation
import LinearAlgebra
import Networks
import Panels
import Synchronization

/// `fits [landmine] [school] [sider]`: the trainer on the reference's panels, jobs and protocol.
enum FitsBenchmark {
  struct Panel {
    let name: String
    let isWide: Bool
    let loss: LossKind
    let settings: TrainingSettings
    /// Pairs trained after all tasks alone.
    let pairs: Int

    static let all = [
      Panel(
        name: "landmine", isWide: false, loss: .crossEntropy, settings: TrainingSettings(learningRate: 0.001), pairs: 20
      ),
      Panel(
        name: "school", isWide: false, loss: .squaredError,
        settings: TrainingSettings(encoder: EncoderSettings(widths: [20, 10, 32]), learningRate: 0.005), pairs: 200),
      Panel(
        name: "sider", isWide: true, loss: .crossEntropy,
        settings: TrainingSettings(learningRate: 0.001, maxEpochs: 150, patience: 15), pairs: 20),
    ]

    func load() throws -> ReferencePanel {
      let file = ReferenceTrainer.folder.appending(path: name + (isWide ? ".wide" : ".bin"))
      return try isWide ? ReferencePanel(wide: file) : ReferencePanel(stacked: file, loss: loss)
    }

    func referenceArguments(folder: URL, output: URL, pairs: Int) -> [String] {
      let trunk = settings.encoder.widths.map(String.init)
      if isWide {
        return [
          folder.appending(path: name + ".wide").path, "\(settings.learningRate)", "\(settings.patience)",
          "\(settings.maxEpochs)", "1", output.path,
        ] + trunk
      }
      return [
        folder.appending(path: name + ".bin").path, loss == .crossEntropy ? "1" : "0", "\(settings.learningRate)",
        "\(settings.batchSize)", "\(settings.patience)", "\(settings.maxEpochs)", "1", output.path, "0", "\(pairs)",
      ] + trunk
    }
  }

  @Sendable static func run(_ arguments: [String]) throws {
    useSingleThreadedBLAS()
    guard FileManager.default.fileExists(atPath: ReferenceTrainer.folder.path) else {
      print("skipped: no reference trainers in \(ReferenceTrainer.folder.path); set KINDRED_SHARED")
      return
    }
    let reference = try ReferenceTrainer()
    defer { reference.remove() }
    let peak = registerPeak()
    print("peak of one thread: \(Int(peak)) GFLOP/s")
    print("panel     fits   ms/fit  reference  ratio  epochs  fits/s  GFLOP/s   of peak  2 threads")
    for panel in Panel.all where arguments.isEmpty || arguments.contains(panel.name) {
      try measure(panel, reference: reference, peak: peak)
    }
  }

  private static func measure(_ panel: Panel, reference: ReferenceTrainer, peak: Double) throws {
    let data = try panel.load()
    let count = data.tasks.count
    let pairs = (0..<count).flatMap { i in (i + 1..<count).map { [i, $0] } }.prefix(panel.pairs)
    let jobs = (0..<count).map { [$0] } + pairs
    let requests = jobs.flatMap { job in
      (0..<5).map { data.request(job, fold: $0, replicate: 1, settings: panel.settings) }
    }
    let theirs = try reference.secondsPerFit(panel, tasks: count, jobs: jobs.count)
    let start = clock()
    let once = fitAll(requests, threads: 1)
    let ours = Double(clock() - start) / Double(CLOCKS_PER_SEC) / Double(requests.count)
    let (one, two) = bestSeconds(requests)
    let rate = once.operations / Double(requests.count) / ours / 1e9
    print(
      panel.name.padding(toLength: 8, withPad: " ", startingAt: 0),
      String(
        format: "%5d %8.2f %10.2f %6.2f %7.0f %7.1f %8.1f %8.0f%% %9.2fx", requests.count, 1e3 * ours, 1e3 * theirs,
        ours / theirs, Double(once.epochs) / Double(requests.count), 1 / ours, rate, 100 * rate / peak,
        one / two))
  }

  /// The shortest times that one and two threads take for all requests, in turns for at least ten seconds each.
  private static func bestSeconds(_ requests: [FitRequest]) -> (one: Double, two: Double) {
    var best = (one: Double.infinity, two: Double.infinity)
    var spent = (one: 0.0, two: 0.0)
    while min(spent.one, spent.two) < 10 {
      let (one, two) = (fitAll(requests, threads: 1).seconds, fitAll(requests, threads: 2).seconds)
      spent = (spent.one + one, spent.two + two)
      best = (min(best.one, one), min(best.two, two))
    }
    return best
  }

  /// Trains all requests, each thread the next one as soon as it is free, and counts epochs and useful operations.
  private static func fitAll(
    _ requests: [FitRequest], threads: Int
  ) -> (seconds: Double, epochs: Int, operations: Double) {
    let epochs = UnsafeMutableBufferPointer<Int>.allocate(capacity: requests.count)
    defer { epochs.deallocate() }
    nonisolated(unsafe) let slots = epochs
    let next = Atomic<Int>(0)
    let start = ContinuousClock.now
    parallelFor(threads, threads: threads) { _ in
      let trainer = Trainer()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < slots.count else { return }
        slots[index] = trainer.fit(requests[index]).epochs
      }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return (
      seconds, epochs.reduce(0, +), requests.indices.reduce(0) { $0 + Double(epochs[$1]) * operations(requests[$1]) }
    )
  }

  /// Multiplications and additions that an epoch needs: without padding, resampling, zeros of sparse inputs and Adam.
  private static func operations(_ request: FitRequest) -> Double {
    var inputs = Double(request.inputs.features.columns)
    if case .sparse(let matrix) = request.inputs.features { inputs *= matrix.density }
    let widths = request.settings.encoder.widths.map(Double.init)
    let first = inputs * widths[0]
    let upper = zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    let shared = request.batching == .sharedRows
    let training =
      shared ? distinct(request.heads.map(\.train.rows)) : request.heads.reduce(0) { $0 + $1.train.rows.count }
    let validation = distinct(request.heads.map(\.validation.rows))
    return Double(training) * (4 * first + 6 * upper) + Double(validation) * 2 * (first + upper)
  }

  private static func distinct(_ lists: [[Int]]) -> Int { Set(lists.joined()).count }

  /// GFLOP/s of multiplications and additions in registers on one thread.
  private static func registerPeak() -> Double {
    (0..<5).map { _ in
      let start = clock()
      let operations = kindred_peak_operations(10_000_000)
      return operations / (Double(clock() - start) / Double(CLOCKS_PER_SEC)) / 1e9
    }.max()!
  }
}
