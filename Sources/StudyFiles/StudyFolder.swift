internal import Diagnostics
internal import Foundation

/// The files of a study.
public struct StudyFolder: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  public var settings: String { file("study.toml") }
  public var log: String { file("run.json") }
  public var panel: String { file("panel.json") }
  /// The ways of training that `tune` tried.
  public var tuning: String { file("tune.csv") }
  public var tasks: String { file("tasks.csv") }
  public var taskMetrics: String { file("task_metrics.csv") }
  public var relations: String { file("relations.csv") }
  /// What the gradient probe found.
  public var probe: String { file("probe") }
  public var labels: String { file("labels") }
  public var plan: String { file("labels/plan.json") }
  /// What trainers from outside said, and the folders of their calls that failed.
  public var jobs: String { file("labels/jobs") }
  public var gains: String { file("gains.csv") }
  public var predictor: String { file("predictor.json") }
  public var metrics: String { file("metrics.json") }
  public var affinities: String { file("affinities.csv") }
  public var groups: String { file("groups.json") }
  public var groupRows: String { file("groups.csv") }
  /// The plans that were weighed, for the steps behind the choice.
  package var choice: String { file("labels/choice.json") }
  public var verification: String { file("verification.csv") }
  public var report: String { file("report.html") }
  /// Tables for other programs, one a network of the recommended plan.
  package var training: String { file("training") }
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
