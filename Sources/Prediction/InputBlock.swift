/// Inputs that share one prior variance.
///
/// The few that say much on many panels would drown among the many relations if all were shrunk alike.
public enum InputBlock: String, Codable, Sendable, CaseIterable {
  /// Relations of the two tasks' data.
  case relation
  /// Skills of target and partner and their difference.
  case skill
  /// The gain that a model fitted to other panels expects.
  case prior
  /// The gradient similarity.
  case similarity
  /// The gain that a cheaper trainer's measurements lead to expect.
  case proxy
}
