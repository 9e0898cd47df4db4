internal import Labels

/// What became of every partner of a primary task: which helpers, in which order, what each adds and what the rest would.
struct HelperAccount {
  let search: PrimarySearch
  private let choice: PrimaryChoice

  init(_ search: PrimarySearch, _ choice: PrimaryChoice) {
    self.search = search
    self.choice = choice
  }

  private var order: [Int] { search.views.first?.order ?? [] }
  private var chosen: [Int] { choice.network.helpers }

  /// The units of the chosen set, best single partner first; nil where it is not made of them.
  private var chosenUnits: [Int]? {
    let units = order.filter { search.problem.units[$0].allSatisfy(chosen.contains) }
    return search.problem.helpers(units) == chosen || chosen.isEmpty ? units : nil
  }

  /// The chosen helpers one after the other; none where there are too many.
  private var prefixes: [HelperSet] {
    guard let units = chosenUnits, !chosen.isEmpty, units.count <= HelperProposals.trialLimit else { return [] }
    return (1...max(1, units.count)).map { set(Array(units.prefix($0))) }
  }

  /// The chosen set with each of the best units that it leaves out.
  private var extended: [(unit: Int, set: HelperSet)] {
    guard let units = chosenUnits else { return [] }
    return order.filter { !units.contains($0) && search.problem.joins($0, units) }.prefix(HelperProposals.trialLimit)
      .map { ($0, set(units + [$0])) }
  }

  private func set(_ units: [Int]) -> HelperSet { search.views[0].candidate(units) }

  /// What is measured to tell what each adds.
  var wanted: [HelperSet] { prefixes + extended.map(\.set) }

  /// The choice with everything that was measured told.
  ///
  /// - Parameters:
  ///   - partners: the primary task alone and with each partner; nil where nothing was measured.
  ///   - sets: everything that was measured.
  func choice(partners: LossTable?, sets: LossTable?) -> PrimaryChoice {
    var choice = choice.callingChosen("helpers")
    choice.partners = lines(gains: partners.map(search.gains) ?? [:])
    if let sets {
      choice.additions = additions(sets)
      choice.rest = rest(sets)
    }
    return choice
  }

  private func score(of set: HelperSet, _ table: LossTable) -> PlanMeasurement? {
    guard set.isMeasured(in: table, replicates: search.replicates, phase: .develop) else { return nil }
    return PlanMeasurement(set, in: table, phase: .develop, replicates: search.replicates)
  }

  private var alone: HelperSet {
    HelperSet(name: "alone", origin: .allAlone, primary: search.primary, helpers: [])
  }

  private func additions(_ table: LossTable) -> [HelperAddition] {
    var previous = alone
    return prefixes.compactMap { set in
      defer { previous = set }
      return addition(of: set.helpers.filter { !previous.helpers.contains($0) }, set, to: previous, table)
    }
  }

  private func rest(_ table: LossTable) -> [HelperAddition] {
    let base = chosen.isEmpty ? alone : set(chosenUnits ?? [])
    return extended.compactMap { addition(of: search.problem.units[$0.unit], $0.set, to: base, table) }
  }

  private func addition(
    of tasks: [Int], _ set: HelperSet, to previous: HelperSet, _ table: LossTable
  ) -> HelperAddition? {
    guard let score = score(of: set, table), let before = self.score(of: previous, table) else { return nil }
    let ahead = score.advantage(over: before)
    return HelperAddition(
      tasks: tasks, gain: score.gain, gainError: score.gainError, added: ahead?.mean ?? score.gain - before.gain,
      addedError: ahead?.standardError)
  }

  /// Measured units by their gain, the others by what other panels lead to expect, then what is excluded.
  private func lines(gains: [Int: Gain]) -> [HelperPartner] {
    let measured = order.sorted { (gains[$1]?.gain ?? 0, $0) < (gains[$0]?.gain ?? 0, $1) }
    let others = search.byExpectation.filter { !measured.contains($0) }
    let inSets = Set((search.views.first?.sets ?? []).filter { $0.count > 1 }.joined())
    let lines = (measured + others).enumerated().flatMap { place, unit in
      search.problem.units[unit].map { task in
        let isMeasured = gains[unit] != nil
        let decision: HelperPartner.Decision =
          chosen.contains(task)
          ? .helper : inSets.contains(unit) ? .dropped : isMeasured ? .noBetter : .unmeasured
        return HelperPartner(
          helper: task, order: place + 1, gain: gains[unit]?.gain, gainError: gains[unit]?.gainSE, decision: decision)
      }
    }
    let apart = search.problem.linked.map { task in
      HelperPartner(helper: task, decision: chosen.contains(task) ? .helper : .dropped)
    }
    return apart + lines
      + search.problem.excluded.map { HelperPartner(helper: $0, decision: chosen.contains($0) ? .helper : .excluded) }
  }
}
