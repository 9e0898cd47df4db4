/// Pieces of a page that several sections use.
enum PageParts {
  static func section(_ title: String, id: String, _ content: [Markup]) -> Markup {
    .element("section", [("id", id)], [.element("h2", title)] + content) + .newline
  }

  static func paragraph(_ text: String) -> Markup { .element("p", text) }

  static func softParagraph(_ text: String) -> Markup { .element("p", [("class", "soft")], text) }

  static func figure(_ figure: ReportFigure) -> Markup {
    let drawing = Markup.element("div", [("class", "draw")], [figure.canvas.inline()])
    return .element("figure", [drawing, .element("figcaption", figure.caption)]) + .newline
  }

  static func table(_ table: ReportTable) -> Markup {
    let head = table.columns.map { column in Markup.element("th", cellClass(column.isNumber), column.title) }
    let rows = table.rows.enumerated().map { index, cells in
      let cells = zip(cells, table.columns).map { cell, column in
        Markup.element("td", cellClass(column.isNumber), column.isNumber ? typeset(cell) : cell)
      }
      return Markup.element("tr", table.markedRows.contains(index) ? [("class", "m")] : [], cells) + .newline
    }
    let caption = table.caption.isEmpty ? [] : [Markup.element("caption", table.caption)]
    let hasHead = table.columns.contains { !$0.title.isEmpty }
    let parts = caption + (hasHead ? [.element("thead", [.element("tr", head)])] : []) + [.element("tbody", rows)]
    return .element("div", [("class", "wide")], [.element("table", parts)]) + .newline
  }

  private static func cellClass(_ isNumber: Bool) -> [(String, String)] { isNumber ? [("class", "n")] : [] }

  /// With a minus sign in place of a leading hyphen.
  static func typeset(_ number: String) -> String { number.hasPrefix("-") ? "\u{2212}" + number.dropFirst() : number }

  /// A part that readers open when they want it.
  static func details(_ summary: String, _ content: [Markup]) -> Markup {
    .element("details", [.element("summary", summary)] + content) + .newline
  }

  /// What readers see at once, or open when they want it where it holds more than 30 lines.
  static func folded(_ content: Markup, count: Int, _ summary: String) -> Markup {
    count > 30 ? details(summary, [content]) : content
  }

  /// Text for a shell or a file, with a button that copies it.
  static func copyable(_ text: String) -> Markup {
    let button = Markup.element(
      "button",
      [("type", "button"), ("onclick", "navigator.clipboard.writeText(this.nextElementSibling.textContent)")],
      "Copy")
    return .element("div", [("class", "copy")], [button, .element("pre", text)])
  }

  static func list(_ items: [String], class name: String) -> Markup {
    .element("ul", [("class", name)], items.map { .element("li", $0) })
  }
}
