public import Relations

/// One thing that is known of an ordered pair without training the two together.
public enum PairInput: Hashable, Sendable {
  /// Whose value of a directed relation it is; a symmetric one is of both.
  public enum Place: String, Sendable {
    /// The pair's, as the relation is symmetric.
    case both
    /// What the relation says of the target beside its partner.
    case target
    /// What it says of the partner beside the target.
    case partner
  }

  /// How the two tasks' skills come in.
  public enum Skill: String, CaseIterable, Sendable {
    /// The target's.
    case target
    /// The partner's.
    case partner
    /// The target's less the partner's.
    case difference
  }

  /// A relation of the two tasks.
  case relation(Relation, Place)
  /// What the tasks reach alone.
  case skill(Skill)
  /// The gradient similarity.
  case similarity
  /// The gain that a model fitted to other panels expects.
  case priorGain
  /// The gain that a cheaper trainer's measurements of this panel lead to expect.
  case proxyGain

  /// What files call it.
  public var name: String {
    switch self {
    case .relation(let relation, .both): relation.name
    case .relation(let relation, let place): relation.name + "_" + place.rawValue
    case .skill(let skill): "skill_" + skill.rawValue
    case .similarity: "similarity"
    case .priorGain: "prior_gain"
    case .proxyGain: "proxy_gain"
    }
  }

  /// The block whose variance shrinks its weight.
  public var block: InputBlock {
    switch self {
    case .relation: .relation
    case .skill: .skill
    case .similarity: .similarity
    case .priorGain: .prior
    case .proxyGain: .proxy
    }
  }

  /// What a relation becomes for a target and its partner.
  static func inputs(of relation: Relation) -> [PairInput] {
    switch relation.direction {
    case .symmetric: [.relation(relation, .both)]
    case .directed: [.relation(relation, .target), .relation(relation, .partner)]
    }
  }
}
