/// Numbers as people read them; never for files that are read back.
///
/// A number that is not finite is shown as an en dash.
package enum NumberText {
  /// What stands for a number that is missing or not finite.
  package static let missing = "–"

  /// With so many significant digits, trailing zeros kept; exponents below 0.0001 and from 10^7 up.
  package static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return missing }
    guard abs(value) > 1e-290 else { return "0" }
    let exponent = decimalExponent(value, digits: digits)
    guard exponent >= -4, exponent < 7 else {
      return fixed(value / power(exponent), decimals: digits - 1) + "e\(exponent)"
    }
    return fixed(value, decimals: max(0, digits - 1 - exponent))
  }

  /// With so many digits after the point; -0 becomes 0. Beyond 10^15 in exponent form.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    precondition(decimals >= 0, "no fewer than 0 decimals")
    guard value.isFinite else { return missing }
    let scaled = (abs(value) * power(decimals)).rounded()
    guard scaled < 9e15 else { return significant(value, digits: 3) }
    let digits = String(Int64(scaled))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A fraction as a percentage with so many decimals, such as "3.4 %".
  package static func percent(_ fraction: Double, decimals: Int = 1) -> String {
    fraction.isFinite ? fixed(fraction * 100, decimals: decimals) + " %" : missing
  }

  /// A percentage that carries its sign, such as "+3.4 %".
  package static func signedPercent(_ fraction: Double, decimals: Int = 1) -> String {
    signed(percent(fraction, decimals: decimals), value: fraction)
  }

  /// With so many significant digits and its sign.
  package static func signedSignificant(_ value: Double, digits: Int = 3) -> String {
    signed(significant(value, digits: digits), value: value)
  }

  private static func signed(_ text: String, value: Double) -> String {
    value > 0 && text.contains { ("1"..."9").contains($0) } ? "+" + text : text
  }

  /// A value with its standard error, rounded to the error's two leading digits: "0.512 ± 0.004".
  package static func estimate(_ estimate: Estimate) -> String {
    guard let error = estimate.standardError, error.isFinite, error > 0, estimate.value.isFinite else {
      return significant(estimate.value)
    }
    let decimals = min(9, max(0, 1 - decimalExponent(error, digits: 2)))
    return "\(fixed(estimate.value, decimals: decimals)) ± \(fixed(error, decimals: decimals))"
  }

  /// A fraction with its standard error in per cent: "+3.4 ± 0.8 %".
  package static func signedPercent(_ estimate: Estimate) -> String {
    guard let error = estimate.standardError, error.isFinite, error > 0, estimate.value.isFinite else {
      return signedPercent(estimate.value)
    }
    let decimals = error * 100 < 0.095 ? 2 : 1
    let value = signed(fixed(estimate.value * 100, decimals: decimals), value: estimate.value)
    return "\(value) ± \(fixed(error * 100, decimals: decimals)) %"
  }

  /// With a thin space between thousands: "12 345".
  package static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    guard digits.count > 4 else { return (value < 0 ? "-" : "") + digits }
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { grouped += "\u{202F}" }
      grouped.append(digit)
    }
    return (value < 0 ? "-" : "") + grouped
  }

  /// "1 task", "2 tasks".
  package static func counted(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count(value)) \(value == 1 ? singular : plural ?? singular + "s")"
  }

  /// "0.4 s", "12 s", "3 min 20 s", "1 h 02 min".
  package static func duration(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return missing }
    if seconds < 9.95 { return fixed(seconds, decimals: 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    let minutes = (whole + 30) / 60
    return "\(minutes / 60) h \(minutes % 60 < 10 ? "0" : "")\(minutes % 60) min"
  }

  /// The power of ten of the leading digit after rounding to `digits` significant ones.
  package static func decimalExponent(_ value: Double, digits: Int) -> Int {
    let magnitude = abs(value)
    var exponent = 0
    while exponent < 308, magnitude >= power(exponent + 1) { exponent += 1 }
    while exponent > -307, magnitude < power(exponent) { exponent -= 1 }
    let rounded = (magnitude / power(exponent) * power(digits - 1)).rounded()
    return rounded >= power(digits) ? exponent + 1 : exponent
  }

  /// 10^exponent, correctly rounded; 0 and infinity beyond what a Double holds.
  package static func power(_ exponent: Int) -> Double { powers[min(max(exponent, -325), 309) + 325] }

  private static let powers: [Double] = (-325...309).map { Double("1e\($0)") ?? .infinity }
}
