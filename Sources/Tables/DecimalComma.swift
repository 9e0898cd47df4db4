/// A number that is written with a decimal comma: `[+-]digits,digits[e[+-]digits]`.
struct DecimalComma {
  /// Whether the comma cannot separate thousands: `1,5` and `0,125` are certain, `1,234` is not.
  let isCertain: Bool

  /// nil where the text is anything else.
  init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, !text.contains("."), Double("\(parts[0]).\(parts[1])") != nil else { return nil }
    let whole = parts[0].drop { $0 == "-" || $0 == "+" }
    guard whole.allSatisfy(\.isNumber), parts[1].first?.isNumber == true else { return nil }
    isCertain = parts[1].count != 3 || whole.isEmpty || whole.first == "0" || whole.count > 3
  }
}
