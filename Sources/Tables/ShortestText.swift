/// The shortest decimal text that reads back as the same number, without a needless `.0`; empty unless finite.
package func shortestText(_ value: Double) -> String {
  guard value.isFinite else { return "" }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The shortest decimal text that reads back as the same Float; empty unless finite.
package func shortestText(_ value: Float) -> String {
  guard value.isFinite else { return "" }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
