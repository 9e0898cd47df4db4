public import Foundation

/// One of N parts of a labelling run, each of which may run on a machine of its own (`--shard i/N`, i from 1).
public struct Shard: Codable, Equatable, Sendable {
  /// 1...count.
  public let index: Int
  /// How many shards there are; at least 1.
  public let count: Int

  /// The whole run.
  public static let whole = Shard(index: 1, count: 1)

  private init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// Reads `2/8`; `auto` takes index and count from the scheduler's variables in `environment`.
  ///
  /// Known to `auto`: Slurm's arrays and steps, GNU parallel, Open MPI, MPICH (PMI) and Kubernetes' indexed jobs.
  /// Returns nil for anything else, for an index out of 1...N, and for `auto` where no scheduler says both.
  public init?(_ text: String, environment: [String: String] = ProcessInfo.processInfo.environment) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if text == "auto" {
      guard let found = Self.scheduled(in: environment) else { return nil }
      self = found
    } else if parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), index >= 1, index <= count {
      self.init(index: index, count: count)
    } else {
      return nil
    }
  }

  private static func scheduled(in environment: [String: String]) -> Shard? {
    func number(_ name: String) -> Int? { environment[name].flatMap { Int($0) } }
    if let task = number("SLURM_ARRAY_TASK_ID"), let count = number("SLURM_ARRAY_TASK_COUNT") {
      let step = number("SLURM_ARRAY_TASK_STEP") ?? 1
      return checked((task - (number("SLURM_ARRAY_TASK_MIN") ?? 0)) / max(step, 1) + 1, of: count)
    }
    if let sequence = number("PARALLEL_SEQ"), let count = number("PARALLEL_JOBS_TOTAL") ?? number("KINDRED_SHARDS") {
      return checked(sequence, of: count)
    }
    let ranks = [
      ("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"), ("PMI_RANK", "PMI_SIZE"), ("SLURM_PROCID", "SLURM_NTASKS"),
      ("JOB_COMPLETION_INDEX", "KINDRED_SHARDS"),
    ]
    for (rank, size) in ranks {
      if let index = number(rank), let count = number(size) { return checked(index + 1, of: count) }
    }
    return nil
  }

  private static func checked(_ index: Int, of count: Int) -> Shard? {
    index >= 1 && index <= count ? Shard(index: index, count: count) : nil
  }

  /// Whether the job at `position` of the plan is this shard's: they are dealt out in turn.
  public func holds(_ position: Int) -> Bool { position % count == index - 1 }

  /// How many shards a folder's journals are of; nil where they are of none, or of several numbers.
  package static func count(ofJournalsIn folder: String) -> Int? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let counts = Set(names.compactMap { $0.wholeMatch(of: /journal-[0-9]+-of-([0-9]+)\.jsonl/).flatMap { Int($0.1) } })
      .subtracting([1])
    return counts.count == 1 ? counts.first : nil
  }

  /// The journal of jobs that somebody repeats by hand, beside whatever else measures.
  package static let journalByHand = "journal-by-hand.jsonl"

  /// `journal-2-of-8.jsonl`.
  public var journalName: String { "journal-\(index)-of-\(count).jsonl" }
}
