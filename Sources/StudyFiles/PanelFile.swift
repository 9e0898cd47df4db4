package import Panels
package import Relations

/// `panel.json`: the panel in numbers, and how much sampling error its relations carry.
package struct PanelFile: Encodable {
  var panel: PanelSummary
  var relations: SamplingReport

  package init(panel: PanelSummary, relations: SamplingReport) {
    self.panel = panel
    self.relations = relations
  }

  package func write(to path: String) throws { try JSONText.write(self, to: path) }
}
