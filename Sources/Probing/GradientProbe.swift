public import Diagnostics
internal import LinearAlgebra
public import Panels
internal import Synchronization
public import Trainers

/// The cheap label: joint trainings of (a sample of) the tasks, whose gradients of the shared trunk are compared.
///
/// Sees development rows only. Replicates run on threads of their own; the result does not depend on their number.
public struct GradientProbe: Sendable {
  /// The panel that is probed.
  public let panel: Panel
  /// How it is probed.
  public let settings: ProbeSettings
  /// The probed tasks, ascending.
  public let tasks: [Int]
  let requests: ProbeRequests
  private let stream: RandomStream

  /// Throws where `focal` names no task, or a focal combiner is chosen without one.
  ///
  /// - Parameters:
  ///   - runner: whose panel is probed, with its networks on its splits.
  ///   - settings: of the probe.
  public init(_ runner: NetworkJobRunner, settings: ProbeSettings) throws {
    panel = runner.panel
    self.settings = settings
    stream = runner.stream.split("probe")
    let focal = try settings.check(against: panel)
    tasks = Self.sample(panel.tasks.count, most: settings.maxTasks, keeping: focal, random: stream.split("tasks"))
    requests = ProbeRequests(runner: runner, tasks: tasks, independentHeads: settings.independentHeads)
  }

  private static func sample(_ count: Int, most: Int, keeping focal: Int?, random: RandomStream) -> [Int] {
    var random = random
    guard count > most else { return Array(0..<count) }
    var chosen = random.sample(most, of: count)
    if let focal, !chosen.contains(focal) { chosen[0] = focal }
    return chosen.sorted()
  }

  /// The focal task's place in `tasks`.
  public var focal: Int? { tasks.firstIndex { panel.tasks[$0].name == settings.focal } }

  /// Where the combiners of a replicate draw from.
  func combinerStream(_ replicate: Int) -> RandomStream { stream.split("combiners", replicate) }

  /// Trains all replicates.
  public func run(
    threads: Int, progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption()
  ) throws -> ProbeResult {
    try run(
      replicates: Array(0..<settings.replicates), threads: threads, progress: progress, interruption: interruption)
  }

  /// Trains the given replicates.
  func run(
    replicates: [Int], threads: Int, progress: any ProgressReporter = SilentProgress(), interruption: Interruption
  ) throws -> ProbeResult {
    let results = Mutex<[Int: ProbeReplicate]>([:])
    parallelFor(replicates.count, threads: threads) { index in
      if interruption.isRaised { return }
      let replicate = replicates[index]
      var run = ProbeRun(
        requests.request(replicate: replicate), encoders: requests.runner.encoders, replicate: replicate,
        settings: settings, focal: focal, random: stream.split("replicate", replicate))
      let result = run.run(interruption: interruption)
      results.withLock { $0[index] = result }
      progress.advance(by: 1)
    }
    try interruption.check()
    let ordered = results.withLock { known in replicates.indices.compactMap { known[$0] } }
    return ProbeResult(tasks: tasks, view: settings.view, replicates: ordered)
  }
}
