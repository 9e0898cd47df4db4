package import Diagnostics
package import Methods
internal import Plans
internal import Tables

/// `compare.csv`: what every method cost and what its plan reached, a row a method.
package enum ComparisonFile {
  static let header = [
    "method", "fits", "seconds", "correlation", "correlation_within", "networks", "gain", "gain_se", "gain_untouched",
    "gain_untouched_se", "difference", "difference_se", "p", "p_holm", "reason",
  ]

  package static func write(_ comparison: MethodComparison, to path: String) throws(UserError) {
    var rows = CSVWriter(header: header)
    for result in comparison.results {
      rows.append([
        .text(result.method.rawValue), .number(result.fits.map(Double.init)), .number(result.seconds),
        .number(result.correlation), .number(result.correlationWithin), .number(result.networks.map(Double.init)),
        .number(result.developed?.gain), .number(result.developed?.gainError), .number(result.verified?.gain),
        .number(result.verified?.gainError), .number(result.difference), .number(result.differenceError),
        .number(result.probability), .number(result.corrected), .text(result.reason ?? ""),
      ])
    }
    try rows.write(to: path)
  }
}
