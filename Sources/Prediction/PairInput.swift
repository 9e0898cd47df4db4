public import Relations

/// One thing that is known of an ordered pair without training the two together.
public enum PairInput: Hashable, Sendable {
  /// Whose value of a directed relation it is; a symmetric one is of both.
  public enum Place: String, Sendable {
    case both, target, partner
  }

  /// How the two tasks' skills come in.
  public enum Skill: String, CaseIterable, Sendable {
    case target, partner, difference
  }

  case relation(Relation, Place)
  case skill(Skill)
  /// The gradient similarity.
  case similarity
  /// The gain that a model fitted to other panels expects.
  case priorGain

  /// What files call it.
  public var name: String {
    switch self {
    case .relation(let relation, .both): relation.name
    case .relation(let relation, let place): relation.name + "_" + place.rawValue
    case .skill(let skill): "skill_" + skill.rawValue
    case .similarity: "similarity"
    case .priorGain: "prior_gain"
    }
  }

  public var block: InputBlock {
    switch self {
    case .relation: .relation
    case .skill: .skill
    case .similarity: .similarity
    case .priorGain: .prior
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
