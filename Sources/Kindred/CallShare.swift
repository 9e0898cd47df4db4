/// How the time of a call is dealt out, where the budget is a time: shares of it at which its parts end.
enum CallShare {
  /// The search for ways of training, before the labels and out of their share.
  static let search = 0.1
  /// Of a run: tasks alone and pairs. The command that does only that has all of it.
  static let labels = 0.5
  /// Fit, and replicates of candidate plans. What is left verifies.
  static let plans = 0.8
}
