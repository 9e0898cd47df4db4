internal import Networks
package import Labels
package import Methods
package import Panels
package import Plans
package import Prediction
package import Relations
package import StudyFiles
package import Trainers

/// The results of a study that its report is made of; what is nil is left out of it.
package struct ReportContent: Sendable {
  /// What a study measured; one that goes by other panels has nothing of it.
  package struct Evidence: Sendable {
    package var plan: LabelPlan
    package var metrics: StudyMetrics
    package var verification: Verification

    package init(plan: LabelPlan, metrics: StudyMetrics, verification: Verification) {
      self.plan = plan
      self.metrics = metrics
      self.verification = verification
    }

    /// How the choice held on untouched rows.
    func quality(of choice: GroupChoice) -> PlanQuality? { PlanQuality(of: choice, verification: verification) }
  }

  package var settings: StudySettings
  package var panel: Panel
  /// What about the panel will hurt, and what failed; in words.
  package var warnings: [String]
  /// Of the tasks that were trained alone.
  package var skills: [TaskSkill]
  package var affinities: Affinities
  package var choice: GroupChoice
  package var evidence: Evidence?
  /// What the gradient probe found.
  package var probe: ProbeSection?
  /// What was known before any training; where nothing was measured.
  package var triage: PanelTriage?
  /// Published methods beside the plan, where they were compared.
  package var comparison: MethodComparison?
  /// The tables that another program can train the plan's networks on, and where they are.
  package var training: [TrainingTable] = []
  package var trainingFolder = ""
  /// What the results were made with.
  package var machine: RunLog.Machine
  /// How well the built-in networks stand for the trainer; nil where there was no pilot.
  package var pilot: PilotResult?
  package var protocolHash: String

  package init(
    settings: StudySettings, panel: Panel, warnings: [String], skills: [TaskSkill], affinities: Affinities,
    choice: GroupChoice, evidence: Evidence?, probe: ProbeSection?, machine: RunLog.Machine, protocolHash: String
  ) {
    self.settings = settings
    self.panel = panel
    self.warnings = warnings
    self.skills = skills
    self.affinities = affinities
    self.choice = choice
    self.evidence = evidence
    self.probe = probe
    self.machine = machine
    self.protocolHash = protocolHash
  }

  /// What to do, and why, in words.
  package var verdict: Verdict {
    var verdict = VerdictWriter(choice: choice, evidence: evidence).verdict()
    if let triage { verdict.sentences = TriageSection(triage, panel: panel).sentences + verdict.sentences }
    return verdict
  }

  /// Every task's name, by task.
  var names: [String] { panel.tasks.map(\.name) }

  /// The parts of the page in its order.
  func sections() -> [any ReportSection] {
    let sections: [(any ReportSection)?] = [
      triage.map { TriageSection($0, panel: panel) },
      GroupSection(choice: choice, names: names),
      PlanSection(
        ComparedPlan.all(of: choice, verification: evidence?.verification), quality: evidence?.quality(of: choice)),
      comparison.map(CompareSection.init),
      AffinitySection(affinities: affinities.matrix, names: names, plan: choice.network.plan),
      AccuracySection(affinities: affinities, names: names, metrics: evidence?.metrics.prediction),
      evidence.map { LabelSection(plan: $0.plan, metrics: $0.metrics) },
      evidence.flatMap { InputSection($0.metrics) },
      pilot.map(PilotSection.init),
      probe,
      TaskSection(panel: panel, skills: skills, plan: choice.network.plan),
      CommandSection(
        folder: trainingFolder, tables: training, panel: panel,
        isOfCells: settings.togetherTraining.objective == .cells),
      WarningSection(warnings),
      ProvenanceSection(settings: settings, machine: machine, protocolHash: protocolHash),
    ]
    return sections.compactMap(\.self)
  }
}
