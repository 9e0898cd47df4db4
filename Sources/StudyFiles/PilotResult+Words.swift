internal import Diagnostics
internal import Networks

extension PilotResult {
  /// The figures of each joint loss, and what follows, in lines.
  public var text: String { (proxies.map(words) + [conclusion]).joined(separator: "\n") }

  /// Of one joint loss, in a sentence.
  public func words(_ proxy: Proxy) -> String {
    let start = "Built-in networks under --objective \(proxy.objective.rawValue): "
    guard let correlation = proxy.correlation else {
      return start + "no correlation with the trainer's gains can be computed, as one of them does not vary."
    }
    var text = start + "r = \(NumberText.fixed(correlation, decimals: 2))"
    if let lower = proxy.lower, let upper = proxy.upper {
      text += " [\(NumberText.fixed(lower, decimals: 2)), \(NumberText.fixed(upper, decimals: 2))]"
    }
    text += " with the trainer's gains of \(NumberText.counted(gains, "ordered pair"))"
    if let within = proxy.withinTarget { text += ", within target \(NumberText.fixed(within, decimals: 2))" }
    if let sign = proxy.sameSign { text += ", \(NumberText.percent(sign, decimals: 0)) of one sign" }
    if let ceiling = proxy.ceiling {
      text += "; both reliabilities allow \(NumberText.fixed(min(1, ceiling), decimals: 2))"
    } else {
      text += "; what noise allows is unknown"
    }
    return text + "."
  }

  /// What to do next.
  public var conclusion: String {
    let how = best.map { "--objective \($0.objective.rawValue)" } ?? ""
    switch advice {
    case .goOn:
      return
        "Go on with the built-in networks (\(how)) where the trainer is dear: their gains of all pairs are an input of the prediction."
    case .stop:
      return
        "Do not go on with the built-in networks: their gains say too little of the trainer's, and are left out of the prediction."
    case .undecided:
      return best == nil
        ? "Nothing can be said of the built-in networks as a stand-in."
        : "The pilot is too small or too noisy to tell whether the built-in networks can stand in: more pairs (--pilot) would. "
          + (isInput
            ? "Their gains (\(how)) are an input of the prediction all the same, which weighs them by what they are worth."
            : "Until then their gains are left out of the prediction.")
    }
  }
}
