/// How the time of a call is dealt out, where the budget is a time: shares of it at which its parts end.
enum CallShare {
  /// Of a run: tasks alone and pairs. The command that does only that has all of it.
  static let labels = 0.5
  /// Fit, and replicates of candidate plans. What is left verifies.
  static let plans = 0.8
}
