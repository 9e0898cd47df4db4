internal import RealModule

/// Natural logarithm, without Foundation.
@inline(__always)
func logarithm(_ x: Double) -> Double { Double.log(x) }
