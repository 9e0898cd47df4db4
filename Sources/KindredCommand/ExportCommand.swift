public import ArgumentParser
import Foundation
public import Kindred

/// `kindred export`: files for the next program.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write files for other programs: the recommended groups, scripts that measure on a cluster, trainers.",
    discussion: """
      groups: for each network columns.txt and data.csv, with groups.yaml and task_mask.npy. chemprop: tables, splits.json and \
      config.toml, with train.sh. sparsechem: task weights. slurm, parallel, snakemake, kubernetes: scripts that measure the \
      labels in shards, send what is missing again, and merge. trainer-chemprop, trainer-xgboost, trainer-sklearn, \
      trainer-pytorch: programs for --trainer, which need no study where --out is given (docs/trainers.md).
      """)

  @Option(help: "The folder that keeps the results.", completion: .directory)
  var study: String?

  @Option(
    parsing: .upToNextOption,
    help: "For whom: \(ExportTarget.allCases.map(\.name).joined(separator: ", ")) (default: groups).")
  var to: [ExportTarget] = [.groups]

  @Option(help: "Where to write (default: export, in the study).", completion: .directory)
  var out: String?

  @Option(help: "In how many parts an engine measures, 1 to 1000 (default: about half an hour each).")
  var shards: Int?

  @OptionGroup(title: "General") var general: GeneralOptions

  func validate() throws {
    guard study != nil || (out != nil && to.allSatisfy(\.isTrainer)) else {
      throw ValidationError("Give --study DIR; only trainers can be written without one, with --out DIR.")
    }
    guard shards.map({ (1...1000).contains($0) }) ?? true else {
      throw ValidationError("--shards is \(shards ?? 0); expected 1 to 1000.")
    }
  }

  func run() throws {
    let paths: [String]
    if let study {
      paths = try Study.open(study, general: general).export(to, to: out, program: Self.program, shards: shards)
    } else {
      paths = try Study.export(trainers: to, to: out ?? ".")
    }
    Console.print(general.json ? try jsonText(of: paths) : paths.joined(separator: "\n"))
  }

  /// This program's path, for scripts; its name where nobody can tell.
  private static var program: String { Bundle.main.executablePath ?? "kindred" }
}

extension ExportTarget: ExpressibleByArgument {
  /// The target of a word of the command line; nil for none that is known.
  public init?(argument: String) { self.init(argument) }
}
