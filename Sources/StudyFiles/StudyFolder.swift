internal import Diagnostics
internal import Foundation

/// The files of a study.
public struct StudyFolder: Sendable {
  /// The folder's path as the user gave it.
  public let path: String

  /// The files of a folder, which need not exist.
  public init(_ path: String) { self.path = path }

  /// The settings, resolved.
  public var settings: String { file("study.toml") }
  /// What made each file: step, algorithm, version, inputs, seconds.
  public var log: String { file("run.json") }
  /// What the panel is, in numbers.
  public var panel: String { file("panel.json") }
  /// Rows that name no molecule and were left out; absent where there are none.
  public var skipped: String { file("skipped.csv") }
  /// The molecules as they were read, so that no command reads them again.
  package var molecules: String { file("molecules.bin") }
  /// The ways of training that `tune` tried.
  public var tuning: String { file("tune.csv") }
  /// What every task reaches alone.
  public var tasks: String { file("tasks.csv") }
  /// Every metric of every task, alone.
  public var taskMetrics: String { file("task_metrics.csv") }
  /// The relations of every pair of tasks.
  public var relations: String { file("relations.csv") }
  /// What the gradient probe found.
  public var probe: String { file("probe") }
  /// The folder of the plan of jobs and the journals.
  public var labels: String { file("labels") }
  /// The jobs that the labels consist of.
  public var plan: String { file("labels/plan.json") }
  /// What trainers from outside said, and the folders of their calls that failed.
  public var jobs: String { file("labels/jobs") }
  /// How the built-in networks' gains go with those of a trainer from outside.
  public var pilot: String { file("pilot.json") }
  /// The measured gains of ordered pairs.
  public var gains: String { file("gains.csv") }
  /// The fitted model of gains.
  public var predictor: String { file("predictor.json") }
  /// How good labels, predictions and the plan are.
  public var metrics: String { file("metrics.json") }
  /// Finished parts of a fit that has not ended.
  package var fitParts: String { file("labels/fit-parts.txt") }
  /// Measured, predicted and estimated gains of every ordered pair: the table to hand on.
  public var affinities: String { file("affinities.csv") }
  /// The recommended plan with its objective and bound.
  public var groups: String { file("groups.json") }
  /// The recommended plan, a row for each task of each network.
  public var groupRows: String { file("groups.csv") }
  /// The helpers of primary tasks.
  public var helpers: String { file("helpers.csv") }
  /// What the helpers and their rivals reached, on development rows and on untouched ones.
  public var helperMetrics: String { file("helpers.json") }
  /// The plans that were weighed, for the steps behind the choice.
  package var choice: String { file("labels/choice.json") }
  /// The same for helpers.
  package var helperChoice: String { file("labels/helpers.json") }
  /// What plans reached on rows that nothing else has seen.
  public var verification: String { file("verification.csv") }
  /// What published methods cost and reach on this panel.
  public var comparison: String { file("compare.csv") }
  /// The same with everything that it is judged by.
  package var comparisonResult: String { file("labels/comparison.json") }
  /// The gradients that methods look at.
  package var methodGradients: String { file("compare") }
  /// The report, one page that needs no other file.
  public var report: String { file("report.html") }
  /// Tables for other programs, one a network of the plan to train networks by.
  package var training: String { file("training") }
  /// What was written for other programs.
  public var exports: String { file("export") }
  /// The folder of the report's figures as files of their own.
  public var figures: String { file("figures") }

  package func file(_ name: String) -> String { path + "/" + name }

  /// Whether a study lives here.
  public var isStudy: Bool { Self.exists(settings) }

  package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Makes the folder, or one inside it; throws where that cannot be done.
  package func make(_ folder: String? = nil) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder ?? path, withIntermediateDirectories: true)
    } catch {
      throw UserError.folderNotWritable(folder ?? path, reason: Self.reason(for: error))
    }
  }

  private static func reason(for error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let underlying, underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(CInt(underlying.code)))
    }
    return "it cannot be made"
  }
}
