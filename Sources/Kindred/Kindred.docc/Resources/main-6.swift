import Kindred

let panel = try Panel(
  contentsOf: "panel.csv", options: .init(targetColumns: ["target"], taskColumn: "task", idColumn: "sample"))
let relations = try panel.relations()
let gains = try panel.measureGains(.init(fraction: 0.25, replicates: 4), seed: 0)
let predictor = try Predictor(gains: gains, relations: relations)
let affinities = predictor.affinities()
let plan = try affinities.groups(.init(maximumGroups: 4))
for group in plan.groups { print(group.taskNames, group.predictedGain) }

let study = try Study(folder: "study", files: ["panel.csv"]) { settings in
  settings.panel.options.targetColumns = ["target"]
  settings.panel.options.taskColumn = "task"
  settings.panel.options.idColumn = "sample"
}
print(try study.run())
