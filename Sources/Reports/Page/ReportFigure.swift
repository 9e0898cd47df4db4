/// A figure of the page, also written to `figures/<name>.svg`.
package struct ReportFigure: Sendable {
  /// Lower case, digits and hyphens.
  package let name: String
  package let caption: String
  package let canvas: SVGCanvas

  init(name: String, caption: String, canvas: SVGCanvas) {
    precondition(
      name.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }, "a figure's name is a file's")
    self.name = name
    self.caption = caption
    self.canvas = canvas
  }
}
