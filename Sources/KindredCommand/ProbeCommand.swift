public import ArgumentParser
public import Kindred

/// `kindred probe`: what the tasks do to each other's gradients.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Measure how alike the tasks' gradients are in joint training (probe/).",
    discussion: """
      Writes probe/similarity.csv, trajectory.csv and layers.csv, and says how the similarities agree with the \
      correlation of the labels, with measured gains (after kindred label) and with annotations. The options of the last \
      group do more experiments on the same study.
      """)

  @OptionGroup(title: "Panel") var panel: PanelArguments
  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "Protocol") var protocolArguments: ProtocolArguments
  @OptionGroup(title: "Probe") var probe: ProbeArguments
  @OptionGroup(title: "Experiments") var experiments: ProbeExperimentArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  func run() throws {
    let study = try study.open(general: general, panel: panel) { settings in
      try protocolArguments.apply(to: &settings)
      probe.apply(to: &settings.probe)
    }
    var answer = ProbeAnswer(summary: try study.probe(annotations: experiments.annotations))
    answer.advice = try study.surgeryAdvice()
    if let widths = experiments.widths { answer.widths = try study.probeWidths(widths) }
    if let levels = experiments.overlapSweep {
      answer.sweep = try study.probeSweep(levels: levels, draws: experiments.draws)
    }
    if experiments.compareCombiners { answer.combiners = try study.compareCombiners() }
    Console.print(general.json ? try jsonText(of: answer) : answer.text(file: study.folder.probe + "/similarity.csv"))
  }
}

/// How the tasks are probed.
struct ProbeArguments: ParsableArguments {
  @Option(help: "Epochs of each joint training (default: 6).")
  var probeEpochs: Int?

  @Option(help: "Joint trainings, each with its own split and initial weights (default: 5).")
  var probeReplicates: Int?

  @Option(help: "Tasks probed at most; a larger panel is sampled (default: 64).")
  var probeTasks: Int?

  @Option(help: "Steps from one look at the minibatch to the next (default: 10).")
  var checkpointEvery: Int?

  @Option(help: "The rows that the similarity is measured on: minibatch, train or held-out (default: held-out).")
  var view: ProbeView?

  @Option(parsing: .upToNextOption, help: "The views that are measured at all (default: all three).")
  var views: [ProbeView] = []

  @Option(help: "The task that focal-centred cosines are about.")
  var focal: String?

  @Option(help: "How the tasks' gradients are combined: average, pcgrad, cagrad, gating, anchored (default: average).")
  var combiner: CombinerName?

  @Flag(inversion: .prefixedNo, help: "Start every head from weights of its own instead of one common vector.")
  var independentHeads: Bool?

  @Flag(
    inversion: .prefixedNo, help: "Start heads of classifications from their log odds (default) instead of even odds.")
  var baseRateStart: Bool?

  @Flag(inversion: .prefixedNo, help: "Measure lookahead affinities too (probe/lookahead.csv).")
  var lookahead: Bool?

  @Flag(inversion: .prefixedNo, help: "Say whether gradient surgery could matter (probe/advice.json).")
  var advise: Bool?

  /// Writes what was typed over the settings.
  func apply(to settings: inout ProbeSettings) {
    if let probeEpochs { settings.epochs = probeEpochs }
    if let probeReplicates { settings.replicates = probeReplicates }
    if let probeTasks { settings.maxTasks = probeTasks }
    if let checkpointEvery { settings.checkpointEvery = checkpointEvery }
    if let view { settings.view = view }
    if !views.isEmpty { settings.views = views }
    if let focal { settings.focal = focal }
    if let combiner { settings.combiner = combiner }
    if let independentHeads { settings.independentHeads = independentHeads }
    if let baseRateStart { settings.startsAtBaseRate = baseRateStart }
    if let lookahead { settings.lookahead = lookahead }
    if let advise { settings.advise = advise }
  }
}

/// What else to find out.
struct ProbeExperimentArguments: ParsableArguments {
  @Option(
    help: "A table with the columns task and cluster to compare clusters of similar tasks with.", completion: .file())
  var annotations: String?

  @Option(help: "Widths of two-layer trunks to probe, such as 2048,512,128,32.", transform: Self.widths)
  var widths: [Int]?

  @Option(help: "Overlaps to thin a panel to, such as 1.0,0.8,0.6,0.4,0.2.", transform: Self.levels)
  var overlapSweep: [Double]?

  @Option(help: "Thinnings at each overlap (default: 10).")
  var draws = 10

  @Flag(help: "Train with every combiner and compare held-out losses (probe/combiners.csv).")
  var compareCombiners = false

  func validate() throws {
    guard draws >= 1 else { throw ValidationError("--draws is \(draws); expected 1 or more.") }
  }

  @Sendable private static func widths(_ text: String) throws -> [Int] {
    let widths = text.split(separator: ",").map { Int($0) }
    guard !widths.isEmpty, widths.allSatisfy({ $0.map { (1...8192).contains($0) } == true }) else {
      throw ValidationError("--widths is \(text); expected widths of 1 to 8192 such as 2048,512,128,32.")
    }
    return widths.compactMap { $0 }
  }

  @Sendable private static func levels(_ text: String) throws -> [Double] {
    let levels = text.split(separator: ",").map { Double($0) }
    guard !levels.isEmpty, levels.allSatisfy({ $0.map { $0 > 0 && $0 <= 1 } == true }) else {
      throw ValidationError("--overlap-sweep is \(text); expected overlaps above 0 and up to 1 such as 1.0,0.5,0.1.")
    }
    return levels.compactMap { $0 }
  }
}

extension ProbeView: ExpressibleByArgument {}
extension CombinerName: ExpressibleByArgument {}
