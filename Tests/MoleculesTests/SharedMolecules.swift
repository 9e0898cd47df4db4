import Foundation
import KindredTestSupport
import Tables

/// The molecules of the shared panels, and tables made from them by RDKit's Python.
enum SharedMolecules {
  static let panels = [
    "davis.csv", "sider.csv", "tox21.csv", "toxcast.csv.gz", "qm9_5k.csv", "kinase20.csv", "openadmet_pxr.csv",
  ]

  /// All rows in `make test-all`, else those that a short test takes.
  static let limit = ProcessInfo.processInfo.environment["KINDRED_LONG_TESTS"] == nil ? 250 : Int.max

  static func fingerprints(of panel: String) -> String { beside(panel, "_ecfp1024.csv.gz") }
  static func descriptors(of panel: String) -> String { beside(panel, "_desc.csv.gz") }

  private static func beside(_ panel: String, _ ending: String) -> String {
    "data/" + panel.replacing(".csv", with: "").replacing(".gz", with: "") + ending
  }

  static func hasAll(_ paths: [String]) -> Bool { paths.allSatisfy(SharedData.has) }

  /// The SMILES of a panel's rows, as many as a test takes.
  static func smiles(of panel: String) throws -> [String] {
    let table = try Table.read(SharedData.path("data/" + panel)) { $0 == "smiles" }
    let column = try table.requiredColumn("smiles")
    return (0..<min(limit, table.rowCount)).map(column.text)
  }
}
