public import LinearAlgebra
public import Relations
public import Statistics

/// Everything that is known of ordered pairs without training them together: what a predictor sees.
///
/// A directed relation comes in for the target and for the partner, a symmetric one once; skills for the target, the partner
/// and as their difference.
public struct PairInputs: Sendable {
  /// The relations of all pairs.
  public let relations: RelationTable
  /// Skill of each task (share of the null model's loss that training alone removes), nil where unknown; empty if no
  /// baseline was trained. It must come from other replicates than the gains that are fitted.
  public let skills: [Double?]
  /// A gradient similarity of ordered pairs, (tasks, tasks), NaN where unknown; nil if none was measured.
  public let similarity: Matrix<Double>?
  /// The gains of ordered pairs by a cheaper trainer, (tasks, tasks); nil if there is none.
  public let proxy: Matrix<Double>?
  /// A model fitted to other panels, whose expectation is an input; nil if there is none.
  public let prior: GainPrior?
  /// The inputs, in the order of the columns of `values(of:)`.
  public let inputs: [PairInput]
  /// The inputs without the prior's.
  let knownInputs: [PairInput]
  /// The columns of `relations` that an input is read from where the target comes before its partner, and where it comes
  /// after.
  private let columns: [(before: Int, after: Int)]

  /// What files call the inputs.
  public var names: [String] { inputs.map(\.name) }

  /// Tasks of the panel.
  public var taskCount: Int { relations.taskCount }

  /// Gathers what is known; traps unless skills and similarity have the size of the panel.
  public init(
    relations: RelationTable, skills: [Double?] = [], similarity: Matrix<Double>? = nil, proxy: Matrix<Double>? = nil,
    prior: GainPrior? = nil
  ) {
    precondition(skills.isEmpty || skills.count == relations.taskCount, "one skill a task")
    for matrix in [similarity, proxy].compactMap(\.self) {
      precondition(matrix.rows == relations.taskCount && matrix.columns == matrix.rows, "shape")
    }
    self.proxy = proxy
    self.relations = relations
    self.skills = skills
    self.similarity = similarity
    self.prior = prior
    var known: [PairInput] = []
    var columns: [(Int, Int)] = []
    for relation in relations.relations {
      let next = columns.count
      known += PairInput.inputs(of: relation)
      columns += relation.direction == .symmetric ? [(next, next)] : [(next, next + 1), (next + 1, next)]
    }
    if !skills.isEmpty { known += PairInput.Skill.allCases.map(PairInput.skill) }
    if similarity != nil { known.append(.similarity) }
    if proxy != nil { known.append(.proxyGain) }
    knownInputs = known
    inputs = known + (prior == nil ? [] : [.priorGain])
    self.columns = columns
  }

  private func knownValues(target: Int, partner: Int) -> [Double] {
    let width = relations.values.columns
    let start = TaskPair(target, partner).index(taskCount: taskCount) * width
    var result = columns.map { relations.values.elements[start + (target < partner ? $0.before : $0.after)] }
    if !skills.isEmpty {
      let own = skills[target] ?? .nan
      let other = skills[partner] ?? .nan
      result += [own, other, own - other]
    }
    if let similarity { result.append(similarity[target, partner]) }
    if let proxy { result.append(proxy[target, partner]) }
    return result
  }

  /// The same with what a model of other panels expects.
  public func with(prior: GainPrior?) -> PairInputs {
    PairInputs(relations: relations, skills: skills, similarity: similarity, proxy: proxy, prior: prior)
  }

  /// The same pairs seen through only some of the inputs; both columns of a directed relation stay where one is kept.
  public func selecting(_ keep: (PairInput) -> Bool) -> PairInputs {
    PairInputs(
      relations: relations.selecting { PairInput.inputs(of: $0).contains(where: keep) },
      skills: keep(.skill(.target)) ? skills : [], similarity: keep(.similarity) ? similarity : nil,
      proxy: keep(.proxyGain) ? proxy : nil, prior: keep(.priorGain) ? prior : nil)
  }

  /// The inputs of several ordered pairs: (pairs, inputs).
  public func values(of pairs: [OrderedPair]) -> Matrix<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(pairs.count * inputs.count)
    let known = knownValues(of: pairs)
    guard let prior else { return known }
    let expected = prior.gains(at: known, inputs: knownInputs)
    for row in pairs.indices { elements += known.row(row) + [expected[row]] }
    return Matrix(rows: pairs.count, columns: inputs.count, elements: elements)
  }

  /// The same without what the prior makes of them: (pairs, known inputs).
  func knownValues(of pairs: [OrderedPair]) -> Matrix<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(pairs.count * knownInputs.count)
    for pair in pairs { elements += knownValues(target: pair.target, partner: pair.partner) }
    return Matrix(rows: pairs.count, columns: knownInputs.count, elements: elements)
  }
}
