package import Diagnostics
package import Plans
internal import Tables

/// `helpers.csv`: every possible helper of every primary task, best single partners first.
package enum HelpersFile {
  static let header = ["primary", "helper", "order", "gain", "gain_se", "decision"]

  package static func write(_ choice: HelperChoice, tasks: [String], to path: String) throws(UserError) {
    var rows = CSVWriter(header: header)
    for primary in choice.primaries {
      for partner in primary.partners {
        rows.append([
          .text(tasks[primary.primary]), .text(tasks[partner.helper]), .number(partner.order.map(Double.init)),
          .number(partner.gain), .number(partner.gainError), .text(partner.decision.rawValue),
        ])
      }
    }
    try rows.write(to: path)
  }
}
