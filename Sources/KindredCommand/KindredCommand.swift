import ArgumentParser
import Foundation
import Kindred
import LinearAlgebra

/// `kindred`: which tasks should be learned together.
@main
struct KindredCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kindred",
    abstract: "Tells which learning tasks to train together.",
    discussion: """
      kindred run PANEL --study DIR does all of it: looks at the panel, measures a sample of pairs, predicts the \
      gain of every pair, chooses groups, checks them on rows nobody touched, and writes DIR/report.html. The other \
      commands are its steps; each does only what is missing or out of date, and can be stopped and called again.
      """,
    version: kindredVersion,
    subcommands: [
      RunCommand.self, InspectCommand.self, RelateCommand.self, ProbeCommand.self, TuneCommand.self, LabelCommand.self,
      FitCommand.self,
      PredictCommand.self,
      GroupCommand.self, VerifyCommand.self, CompareCommand.self, ReportCommand.self, ExportCommand.self,
      SynthesizeCommand.self,
    ])

  static func main() {
    BLASKernels.restartIfOutdated()
    do {
      try StandardStreams.prepare()
      try StandardStreams.checkArguments()
      var command = try parseAsRoot()
      if let command = command as? any GeneralCommand { MemoryWatch.begin(limit: command.general.maxMemory?.bytes) }
      try command.run()
    } catch let error as UserError {
      Console.fail(error)
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if !text.isEmpty { code.isSuccess ? Console.print(text) : Console.message(text) }
      Foundation.exit(code.rawValue)
    }
  }
}
