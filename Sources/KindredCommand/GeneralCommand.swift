import ArgumentParser
import Kindred

/// A command with the options that all have.
protocol GeneralCommand: ParsableCommand {
  var general: GeneralOptions { get }
}

extension RunCommand: GeneralCommand {}
extension InspectCommand: GeneralCommand {}
extension RelateCommand: GeneralCommand {}
extension ProbeCommand: GeneralCommand {}
extension TuneCommand: GeneralCommand {}
extension LabelCommand: GeneralCommand {}
extension FitCommand: GeneralCommand {}
extension PredictCommand: GeneralCommand {}
extension GroupCommand: GeneralCommand {}
extension VerifyCommand: GeneralCommand {}
extension ExportCommand: GeneralCommand {}
extension ReportCommand: GeneralCommand {}
extension SynthesizeCommand: GeneralCommand {}
