public import Networks

/// A way of training that a search tries.
public struct TrainingCandidate: Equatable, Sendable {
  /// What it is called in tables.
  public let name: String
  /// What it changes.
  public let options: TrainingOptions

  /// A way of training by name.
  ///
  /// - Parameters:
  ///   - name: for people.
  ///   - change: sets the options that differ.
  public init(_ name: String, _ change: (inout TrainingOptions) -> Void = { _ in }) {
    self.name = name
    var options = TrainingOptions()
    change(&options)
    self.options = options
  }

  /// The settings as they are, and what is tried beside them; alone and together are searched among the same.
  public static let standard: [TrainingCandidate] = [
    TrainingCandidate("as given"),
    TrainingCandidate("averaged", steady),
    TrainingCandidate("averaged; decay 3") {
      steady(&$0)
      $0.weightDecay = 3
    },
    TrainingCandidate("averaged; dropout 0.3") {
      steady(&$0)
      $0.dropout = 0.3
    },
    TrainingCandidate("averaged; dropout 0.5; width 128") {
      steady(&$0)
      $0.dropout = 0.5
      $0.trunk = [128, 64]
    },
    TrainingCandidate("linear path; averaged; decay 30") {
      steady(&$0)
      $0.linearPath = true
      $0.weightDecay = 30
    },
    TrainingCandidate("linear path; averaged; dropout 0.3; decay 3") {
      steady(&$0)
      $0.linearPath = true
      $0.dropout = 0.3
      $0.weightDecay = 3
    },
    TrainingCandidate("linear path; averaged; dropout 0.5; width 128; decay 3") {
      steady(&$0)
      $0.linearPath = true
      $0.dropout = 0.5
      $0.trunk = [128, 64]
      $0.weightDecay = 3
    },
  ]

  /// Heads from the null model on, and averaged weights: what names call averaged.
  private static func steady(_ options: inout TrainingOptions) {
    options.baseRateHeads = true
    options.averagedWeights = 0.8
  }
}
