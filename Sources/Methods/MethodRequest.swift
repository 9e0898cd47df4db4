/// Which methods to compare, and at whose budget.
public struct MethodRequest: Codable, Equatable, Sendable {
  /// In the order of the table; Kindred's plan is compared with whoever is named.
  public var methods: [MethodName]
  /// Whether methods may measure what their publications ask for, beyond Kindred's budget.
  public var isPublished: Bool

  /// Methods in any order, each once; Kindred comes first whether it is named or not.
  public init(methods: [MethodName] = MethodName.allCases, isPublished: Bool = false) {
    self.methods = MethodName.allCases.filter { $0 == .kindred || methods.contains($0) }
    self.isPublished = isPublished
  }
}
