import ArgumentParser
import Kindred

/// `kindred label`: trains tasks alone and in pairs.
struct LabelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label",
    abstract: "Measure tasks alone and a sample of pairs (gains.csv, tasks.csv).",
    discussion: """
      Can be stopped at any moment and goes on where it stopped. On several machines that share the study's folder, give \
      each a shard, and call kindred label once more, without, when all are done.
      """)

  @OptionGroup(title: "Panel") var panel: PanelArguments
  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "Protocol") var protocolArguments: ProtocolArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  @Option(
    help: "Measure part i of N only: i/N, or auto inside Slurm, GNU parallel, MPI or Kubernetes.")
  var shard: String?

  @Flag(help: "Only say how much is done, failed and missing.")
  var status = false

  @Option(
    help: """
      Repeat one job by hand, named as messages and --status name it, such as develop-0-3+7; with a trainer, its folder is \
      kept in labels/jobs.
      """)
  var job: String?

  func validate() throws {
    guard [shard != nil, status, job != nil].count(where: \.self) < 2 else {
      throw ValidationError("--shard, --status and --job exclude each other.")
    }
    if let shard, Shard(shard) == nil {
      throw ValidationError(
        shard == "auto"
          ? "--shard auto: no scheduler says which part this is. Give it as i/N."
          : "--shard is \(shard); expected i/N with 1 <= i <= N, such as 2/8, or auto.")
    }
  }

  func run() throws {
    let study = try study.open(general: general, panel: panel) { try protocolArguments.apply(to: &$0) }
    if let job {
      let repeated = try study.repeatJob(job)
      Console.print(general.json ? try jsonText(of: repeated) : repeated.text)
      if repeated.failure != nil { throw ArgumentParser.ExitCode(Kindred.ExitCode.failed.rawValue) }
      return
    }
    let result =
      try status ? study.labelStatus() : study.label(shard: shard.flatMap { Shard($0) } ?? .whole)
    if general.json {
      Console.print(try jsonText(of: result))
    } else {
      Console.print(result.text)
    }
  }
}
