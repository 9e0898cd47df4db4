import Kindred

let panel = try Panel(
  contentsOf: "panel.csv", options: .init(targetColumns: ["target"], taskColumn: "task", idColumn: "sample"))
let relations = try panel.relations()
let gains = try panel.measureGains(.init(fraction: 0.25, replicates: 4), seed: 0)
