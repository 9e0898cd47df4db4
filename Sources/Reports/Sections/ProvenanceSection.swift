internal import StudyFiles
internal import Trainers

/// Versions, hashes and settings that the results depend on.
struct ProvenanceSection: ReportSection {
  let settings: StudySettings
  let machine: RunLog.Machine
  let protocolHash: String

  let title = "How this was made"
  var anchor: String? { "provenance" }

  var body: [Markup] {
    let rows = [
      ["Kindred", kindredVersion], ["Panel", settings.panel.files.joined(separator: ", ")],
      ["Panel hash", settings.panel.hash], ["Protocol hash", protocolHash], ["Seed", "\(settings.seed)"],
      settings.trainer.command.map { ["Trainer", $0.joined(separator: " ")] }
        ?? ["Trunk", settings.protocol.trunk.map(String.init).joined(separator: ", ")],
      ["Folds", "\(settings.protocol.folds)"], ["Machine", machine.processor], ["BLAS core", machine.blasCore],
    ]
    return [PageParts.table(ReportTable(columns: [("", false), ("", false)], rows: rows))]
  }
}
