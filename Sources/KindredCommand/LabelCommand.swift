import ArgumentParser
import Kindred

/// `kindred label`: trains tasks alone and in pairs.
struct LabelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label",
    abstract: "Measure tasks alone and a sample of pairs (gains.csv, tasks.csv).",
    discussion: """
      Can be stopped at any moment and goes on where it stopped. On several machines that share the study's folder, give \
      each a shard, and call kindred label once more, without, when all are done; or call it with --share on each.
      """)

  @OptionGroup(title: "Panel") var panel: PanelArguments
  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "Protocol") var protocolArguments: ProtocolArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  @Option(
    help: "Measure part i of N only: i/N, or auto inside Slurm, GNU parallel, MPI or Kubernetes.")
  var shard: String?

  @Flag(
    help: """
      Share the work with every other process that is called so on this study, on any machine that sees its folder: each \
      takes the next job when it has ended one.
      """)
  var share = false

  @Flag(help: "Only say how much is done, failed and missing, and which shards are.")
  var status = false

  @Option(help: "With --status: in how many shards the study is measured (default: as its journals say).")
  var shards: Int?

  @Option(
    help: """
      Repeat one job by hand, named as messages and --status name it, such as develop-0-3+7; with a trainer, its folder is \
      kept in labels/jobs.
      """)
  var job: String?

  func validate() throws {
    guard [shard != nil, share, status, job != nil, protocolArguments.trainer.pilot != nil].count(where: \.self) < 2
    else {
      throw ValidationError("--shard, --share, --status, --job and --pilot exclude each other.")
    }
    guard shards.map({ status && $0 > 0 }) ?? true else {
      throw ValidationError("--shards is for --status: a number above 0.")
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
    if let pairs = protocolArguments.trainer.pilot {
      let result = try study.pilot(pairs: pairs)
      Console.print(general.json ? try jsonText(of: result) : result.text)
      return
    }
    let result =
      try status
      ? study.labelStatus(shards: shards)
      : share ? study.shareLabels() : study.label(shard: shard.flatMap { Shard($0) } ?? .whole)
    if general.json {
      Console.print(try jsonText(of: result))
    } else {
      Console.print(result.text)
    }
  }
}
