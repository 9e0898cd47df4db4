package import Labels
internal import Statistics

/// `labels/plan.json`: the jobs of the labels, and a hash of the settings that they were made from.
package struct LabelPlanFile: Codable {
  package var plan: LabelPlan
  package var settings: String

  package init(plan: LabelPlan, settings: String) {
    self.plan = plan
    self.settings = settings
  }

  /// The plan of the file; nil where there is none that can be read.
  package static func read(_ path: String) -> LabelPlanFile? {
    try? JSONText.read(LabelPlanFile.self, from: path, madeBy: "label")
  }

  package func write(to path: String) throws { try JSONText.write(self, to: path) }
}
