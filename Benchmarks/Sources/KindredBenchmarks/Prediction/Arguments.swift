/// `name=value` arguments of a benchmark, and the others in their order.
struct Arguments {
  private let values: [String: String]
  let rest: [String]

  init(_ arguments: [String]) {
    var values: [String: String] = [:]
    rest = arguments.filter { argument in
      let parts = argument.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, !argument.hasPrefix("/") else { return true }
      values[String(parts[0])] = String(parts[1])
      return false
    }
    self.values = values
  }

  func text(_ name: String) -> String? { values[name] }
  func number(_ name: String, _ otherwise: Double) -> Double { values[name].flatMap(Double.init) ?? otherwise }
  func count(_ name: String, _ otherwise: Int) -> Int { values[name].flatMap { Int($0) } ?? otherwise }
}
