public import LinearAlgebra
public import Relations

/// Everything that is known of ordered pairs without training them together: what a predictor sees.
///
/// A relation `x_a`, `x_b` becomes `x_target`, `x_partner`; the others are the same in both directions. Skills come in for
/// the target, the partner and as their difference.
public struct PairInputs: Sendable {
  public let relations: RelationTable
  /// Skill of each task (share of the null model's loss that training alone removes), nil where unknown; empty if no
  /// baseline was trained. It must come from other replicates than the gains that are fitted.
  public let skills: [Double?]
  /// A gradient similarity of ordered pairs, (tasks, tasks), NaN where unknown; nil if none was measured.
  public let similarity: Matrix<Double>?
  /// A model fitted to other panels, whose expectation is an input; nil if there is none.
  public let prior: GainPrior?
  /// Input names, in the order of the columns of `values(of:)`.
  public let names: [String]
  /// The names without the prior's.
  let knownNames: [String]
  private let columns: [Column]

  private enum Column {
    case symmetric(Int)
    /// The column to read if the target is the pair's task a, and if it is b.
    case directed(ifFirst: Int, ifSecond: Int)
  }

  public var taskCount: Int { relations.taskCount }

  static let similarityName = "similarity"
  static let priorName = "prior_gain"

  public init(
    relations: RelationTable, skills: [Double?] = [], similarity: Matrix<Double>? = nil, prior: GainPrior? = nil
  ) {
    precondition(skills.isEmpty || skills.count == relations.taskCount, "one skill a task")
    if let similarity {
      precondition(similarity.rows == relations.taskCount && similarity.columns == similarity.rows, "shape")
    }
    self.relations = relations
    self.skills = skills
    self.similarity = similarity
    self.prior = prior
    var names: [String] = []
    var columns: [Column] = []
    for (index, name) in relations.names.enumerated() {
      let stem = String(name.dropLast(2))
      if name.hasSuffix("_a"), let mirror = relations.names.firstIndex(of: stem + "_b") {
        names += [stem + "_target", stem + "_partner"]
        columns += [.directed(ifFirst: index, ifSecond: mirror), .directed(ifFirst: mirror, ifSecond: index)]
      } else if !(name.hasSuffix("_b") && relations.names.contains(stem + "_a")) {
        names.append(name)
        columns.append(.symmetric(index))
      }
    }
    if !skills.isEmpty { names += ["skill_target", "skill_partner", "skill_difference"] }
    if similarity != nil { names.append(Self.similarityName) }
    knownNames = names
    if prior != nil { names.append(Self.priorName) }
    self.names = names
    self.columns = columns
  }

  private func knownValues(target: Int, partner: Int) -> [Double] {
    precondition(target != partner, "a pair is two tasks")
    let width = relations.values.columns
    let start = relations.row(of: target, partner) * width
    var result = columns.map { column in
      switch column {
      case .symmetric(let index): relations.values.elements[start + index]
      case .directed(let first, let second): relations.values.elements[start + (target < partner ? first : second)]
      }
    }
    if !skills.isEmpty {
      let own = skills[target] ?? .nan
      let other = skills[partner] ?? .nan
      result += [own, other, own - other]
    }
    if let similarity { result.append(similarity[target, partner]) }
    return result
  }

  /// The same with what a model of other panels expects.
  public func with(prior: GainPrior?) -> PairInputs {
    PairInputs(relations: relations, skills: skills, similarity: similarity, prior: prior)
  }

  /// The same pairs seen through only some of the inputs.
  public func selecting(_ keep: (String) -> Bool) -> PairInputs {
    let chosen = relations.names.indices.filter { index in
      let name = relations.names[index]
      let stem = String(name.dropLast(2))
      if name.hasSuffix("_a") || name.hasSuffix("_b") { return keep(stem + "_target") || keep(stem + "_partner") }
      return keep(name)
    }
    let columns = chosen.map(relations.values.column)
    let values = Matrix(
      rows: relations.values.rows, columns: chosen.count,
      elements: (0..<relations.values.rows).flatMap { row in columns.map { $0[row] } })
    return PairInputs(
      relations: RelationTable(taskCount: taskCount, names: chosen.map { relations.names[$0] }, values: values),
      skills: keep("skill_target") ? skills : [], similarity: keep(Self.similarityName) ? similarity : nil,
      prior: keep(Self.priorName) ? prior : nil)
  }

  /// The inputs of several ordered pairs: (pairs, names).
  public func values(of pairs: [OrderedPair]) -> Matrix<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(pairs.count * names.count)
    let known = knownValues(of: pairs)
    guard let prior else { return known }
    let expected = prior.gains(at: known, names: knownNames)
    for row in pairs.indices { elements += known.row(row) + [expected[row]] }
    return Matrix(rows: pairs.count, columns: names.count, elements: elements)
  }

  /// The same without what the prior makes of them: (pairs, knownNames).
  func knownValues(of pairs: [OrderedPair]) -> Matrix<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(pairs.count * knownNames.count)
    for pair in pairs { elements += knownValues(target: pair.target, partner: pair.partner) }
    return Matrix(rows: pairs.count, columns: knownNames.count, elements: elements)
  }
}

/// A task that gains, and the one it is trained with.
public struct OrderedPair: Hashable, Codable, Sendable {
  public var target: Int
  public var partner: Int

  public init(target: Int, partner: Int) {
    self.target = target
    self.partner = partner
  }

  /// Every ordered pair of `taskCount` tasks, by target, then partner.
  public static func all(taskCount: Int) -> [OrderedPair] {
    (0..<taskCount).flatMap { target in
      (0..<taskCount).filter { $0 != target }.map { OrderedPair(target: target, partner: $0) }
    }
  }
}
