package import Diagnostics
package import Labels

/// The helpers of every primary task, and what they were compared with on development rows.
public struct HelperChoice: Codable, Equatable, Sendable {
  /// In the order in which the tasks were named.
  public var primaries: [PrimaryChoice]

  /// A choice of its parts.
  public init(primaries: [PrimaryChoice]) { self.primaries = primaries }

  /// The networks to train, each once; linear models are none.
  public var networks: [[Int]] {
    var seen: Set<[Int]> = []
    return primaries.map(\.recommended).filter { $0.learner == .network }.map(\.network).filter {
      seen.insert($0).inserted
    }
  }

  /// Whether anything was trained to choose by.
  public var isMeasured: Bool { primaries.contains { !$0.scores.isEmpty } }

  /// Whether its tasks are among `taskCount`: what a file says may be anything.
  package func isConsistent(taskCount: Int) -> Bool {
    primaries.allSatisfy { choice in
      let sets = choice.candidates + [choice.recommended] + [choice.bestNetworks].compactMap(\.self)
      let tasks = sets.flatMap(\.network) + choice.partners.map(\.helper)
      let isWhole = sets.allSatisfy { $0.primary == choice.primary && Set($0.network).count == $0.network.count }
      return isWhole && tasks.allSatisfy((0..<taskCount).contains)
        && (choice.scores.isEmpty || choice.scores.count == choice.candidates.count)
    }
  }

  /// What to train each primary task with, and the measured sets, best first.
  public func text(tasks: [String]) -> String {
    primaries.map { choice in
      func words(_ set: HelperSet) -> String {
        set.helpers.isEmpty ? set.name : set.helpers.map { tasks[$0] }.joined(separator: ", ")
      }
      var lines = [
        "\(tasks[choice.primary]): \(words(choice.recommended))"
          + (choice.scores.isEmpty ? ", as nothing was trained" : "")
      ]
      if let networks = choice.bestNetworks { lines.append("  of networks: \(words(networks))") }
      let scores = choice.scores + (choice.crossFitted.map { [$0] } ?? [])
      for score in scores.sorted(by: { $0.gain > $1.gain }) {
        let set = choice.candidates.first { $0.name == score.name }
        let name = set.map { $0.isSimple ? $0.name : words($0) } ?? score.name
        lines.append("  \(name): \(NumberText.signedPercent(score.gainEstimate)) over alone on development rows")
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// Every job behind the choice.
  package func jobs(replicates: Int) -> [Job] {
    isMeasured ? primaries.flatMap { $0.candidates.flatMap { $0.jobs(replicates: replicates, phase: .develop) } } : []
  }
}

/// What may join a primary task, and what became of it: a line of `helpers.csv`.
public struct HelperPartner: Codable, Equatable, Sendable {
  /// What the search made of a task.
  public enum Decision: String, Codable, Sendable {
    /// In the chosen set.
    case helper
    /// Measured in larger sets, and not needed there.
    case dropped
    /// Measured as the only partner, and in no larger set.
    case noBetter = "no better"
    /// Ruled out by a constraint, or of another kind.
    case excluded
    /// Not measured.
    case unmeasured
  }

  /// Its index in the panel.
  public var helper: Int
  /// 1 for the best single partner; those that were not measured follow by what other panels lead to expect. nil where it
  /// is excluded.
  public var order: Int?
  /// What the primary task gains from it as the only partner; nil where that was not measured.
  public var gain: Double?
  /// Over rows and replicates.
  public var gainError: Double?
  /// What the search made of it.
  public var decision: Decision
}

/// What some tasks add to a set of helpers.
public struct HelperAddition: Codable, Equatable, Sendable {
  /// The tasks that are added.
  public var tasks: [Int]
  /// What the primary task gains with them in the set, over alone.
  public var gain: Double
  /// Its standard error over rows and replicates; nil where that is not known.
  public var gainError: Double?
  /// The part of it that they add.
  public var added: Double
  /// The standard error of that difference; nil where it is not known.
  public var addedError: Double?

  package var gainEstimate: Estimate { Estimate(gain, standardError: gainError) }
  package var addedEstimate: Estimate { Estimate(added, standardError: addedError) }
}

/// The helpers of one primary task.
public struct PrimaryChoice: Codable, Equatable, Sendable {
  /// Its index in the panel.
  public var primary: Int
  /// What to train it with, and by what.
  public var recommended: HelperSet
  /// The set for who trains networks all the same, where a linear model is recommended.
  public var bestNetworks: HelperSet?
  /// What was measured on development rows: simple sets first, then those that were searched on all rows.
  public var candidates: [HelperSet]
  /// In the order of `candidates`; empty where nothing was measured.
  public var scores: [PlanMeasurement]
  /// What searching on one half of the rows reached on the other, and the reverse, as one measurement; nil where losses are
  /// not kept by block.
  public var crossFitted: PlanMeasurement?
  /// Every other task, best single partners first.
  public var partners: [HelperPartner]
  /// The chosen helpers one after the other, best single partner first, and what each adds to those before it; empty where
  /// there are none, or too many to be measured one by one.
  public var additions: [HelperAddition]
  /// What tasks that were left out would add to the chosen set.
  public var rest: [HelperAddition]

  /// The set of networks that a reader is told of: the recommended one, or the best where linear models are recommended.
  public var network: HelperSet { bestNetworks ?? recommended }

  /// What the recommended set reaches by rows that it was not searched on, where they tell; nil where nothing was measured.
  public var estimate: PlanMeasurement? { isCrossFitted ? crossFitted : score(of: recommended) }

  /// Whether that estimate comes from rows that it was not searched on.
  package var isCrossFitted: Bool { !recommended.isSimple && crossFitted != nil }

  /// How far that estimate is ahead of the best simple set; nil where nothing was measured.
  package var lead: (over: String, difference: Estimate)? {
    guard let estimate else { return nil }
    let rivals = candidates.filter { $0.isSimple && !$0.trainsTheSame(as: recommended) }.compactMap(score)
    guard let rival = rivals.max(by: { $0.gain < $1.gain }), let ahead = estimate.advantage(over: rival) else {
      return nil
    }
    return (rival.name, Estimate(ahead.mean, standardError: ahead.standardError))
  }

  /// The same with the name of the chosen set, where that was searched, and of its score.
  func callingChosen(_ name: String) -> PrimaryChoice {
    guard network.origin == .solver else { return self }
    let old = network.name
    var choice = self
    for index in candidates.indices where candidates[index].name == old {
      choice.candidates[index].name = name
      if !scores.isEmpty { choice.scores[index].name = name }
    }
    if recommended.name == old { choice.recommended.name = name }
    if bestNetworks?.name == old { choice.bestNetworks?.name = name }
    return choice
  }

  /// What a set reached on development rows.
  package func score(of set: HelperSet) -> PlanMeasurement? { scores.first { $0.name == set.name } }
}
