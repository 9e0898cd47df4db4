internal import Networks
package import Panels
package import Plans
package import StudyFiles
package import Trainers

/// The results of a study of primary tasks that its report is made of.
package struct HelperContent: Sendable {
  package var settings: StudySettings
  package var panel: Panel
  /// What about the panel will hurt, and what failed; in words.
  package var warnings: [String]
  package var choice: HelperChoice
  /// nil where nothing was trained.
  package var verification: HelperVerification?
  /// The tables that another program can train the networks on, and where they are.
  package var training: [TrainingTable]
  package var trainingFolder: String
  package var machine: RunLog.Machine
  package var protocolHash: String

  package init(
    settings: StudySettings, panel: Panel, warnings: [String], choice: HelperChoice, verification: HelperVerification?,
    training: [TrainingTable], trainingFolder: String, machine: RunLog.Machine, protocolHash: String
  ) {
    self.settings = settings
    self.panel = panel
    self.warnings = warnings
    self.choice = choice
    self.verification = verification
    self.training = training
    self.trainingFolder = trainingFolder
    self.machine = machine
    self.protocolHash = protocolHash
  }

  /// Every task's name, by task.
  var names: [String] { panel.tasks.map(\.name) }

  /// What to do, and why, in words.
  package var verdict: Verdict { HelperVerdict(choice: choice, verification: verification, names: names).verdict() }

  /// The parts of the page in its order.
  func sections() -> [any ReportSection] {
    let helpers: [any ReportSection] = choice.primaries.enumerated().map { place, primary in
      HelperSection(
        place: place, choice: primary, verified: verification?.primaries[place], names: names,
        isMeasured: choice.isMeasured)
    }
    let others: [(any ReportSection)?] = [
      CommandSection(
        folder: trainingFolder, tables: training, panel: panel,
        isOfCells: settings.togetherTraining.objective == .cells),
      WarningSection(warnings),
      ProvenanceSection(settings: settings, machine: machine, protocolHash: protocolHash),
    ]
    return helpers + others.compactMap(\.self)
  }
}
