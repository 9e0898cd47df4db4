/// The reliability of a measurement made `factor` times as long, from that of the original (Spearman & Brown 1910).
///
/// factor r / (1 + (factor - 1) r); 0 where the reliability is not positive, which no length mends.
package func spearmanBrown(_ reliability: Double, factor: Double) -> Double {
  precondition(factor > 0, "a measurement has some length")
  return reliability > 0 ? factor * reliability / (1 + (factor - 1) * reliability) : 0
}

/// How many times as long a measurement must be to reach a wanted reliability in (0, 1); nil where the original has none.
package func lengthFactor(from reliability: Double, to wanted: Double) -> Double? {
  precondition(wanted > 0 && wanted < 1, "a reliability to be reached lies between 0 and 1")
  guard reliability > 0 else { return nil }
  return reliability >= 1 ? 0 : wanted * (1 - reliability) / (reliability * (1 - wanted))
}

/// The highest correlation that a noise-free predictor can have with a measurement: the square root of its reliability.
package func correlationCeiling(reliability: Double) -> Double {
  min(1, max(0, reliability)).squareRoot()
}
