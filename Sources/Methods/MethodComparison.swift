internal import Diagnostics
internal import Plans
internal import Statistics

/// Published ways of choosing groups beside Kindred's, on one panel (docs/compare.md).
public struct MethodComparison: Codable, Equatable, Sendable {
  /// What was asked for.
  public var request: MethodRequest
  /// One a method, Kindred's first.
  public var results: [MethodResult]

  /// Results with each difference to Kindred's plan, and Holm's correction over them.
  package init(request: MethodRequest, results: [MethodResult]) {
    self.request = request
    self.results = results
    guard let own = results.first(where: { $0.method == .kindred }) else { return }
    for index in results.indices where results[index].method != .kindred {
      let other = results[index]
      guard let judged = own.verified ?? own.developed,
        let rival = own.verified == nil ? other.developed : other.verified,
        let ahead = judged.advantage(over: rival)
      else { continue }
      self.results[index].difference = ahead.mean
      self.results[index].differenceError = ahead.standardError
      self.results[index].probability = Self.probability(ahead.mean, error: ahead.standardError)
    }
    let tested = self.results.indices.filter { self.results[$0].probability != nil }
    let corrected = holmCorrected(tested.compactMap { self.results[$0].probability })
    for (index, value) in zip(tested, corrected) { self.results[index].corrected = value }
  }

  /// The two-sided chance of a difference under the normal distribution; nil where no error is known but the difference is not 0.
  static func probability(_ difference: Double, error: Double) -> Double? {
    if difference == 0 { return 1 }
    return error > 0 ? 2 * normalProbability(-abs(difference) / error) : nil
  }

  /// What the table says in sentences.
  public var verdict: String {
    let rivals = results.filter { $0.method != .kindred && $0.corrected != nil }
    let rows =
      results.contains { $0.verified != nil } ? "rows that nothing had touched" : "the rows that plans were chosen on"
    guard !rivals.isEmpty else { return "No method could be compared with Kindred's plan." }
    func names(_ results: [MethodResult]) -> String { results.map(\.method.rawValue).joined(separator: ", ") }
    let better = rivals.filter(\.isBetter)
    let equal = rivals.filter { !$0.isBetter && !$0.isWorse }
    let worse = rivals.filter(\.isWorse)
    var sentences: [String] = []
    if !better.isEmpty { sentences.append("Better than Kindred's plan on \(rows): \(names(better)).") }
    if !equal.isEmpty { sentences.append("No worse than Kindred's plan on \(rows): \(names(equal)).") }
    if !worse.isEmpty { sentences.append("Worse than Kindred's plan on \(rows): \(names(worse)).") }
    return sentences.joined(separator: " ")
      + " Differences count where p < 0.05 after Holm's correction over \(NumberText.counted(rivals.count, "method"))."
  }

  /// One line a method, then the verdict.
  public var text: String {
    let lines = results.map { result -> String in
      if let reason = result.reason { return "\(result.method.rawValue): does not run, as \(reason)" }
      let gain = (result.verified ?? result.developed).map { NumberText.signedPercent($0.gainEstimate) } ?? ""
      return "\(result.method.rawValue): \(gain) a task over alone, "
        + "\(NumberText.counted(result.networks ?? 0, "network")), \(NumberText.counted(result.fits ?? 0, "fit")) to choose"
        + (result.correlation.map { ", r \(NumberText.fixed($0, decimals: 2))" } ?? "")
    }
    return (lines + [verdict]).joined(separator: "\n")
  }
}
