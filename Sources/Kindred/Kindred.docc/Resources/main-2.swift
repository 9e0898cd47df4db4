import Kindred

let panel = try Panel(
  contentsOf: "panel.csv", options: .init(targetColumns: ["target"], taskColumn: "task", idColumn: "sample"))
let relations = try panel.relations()
