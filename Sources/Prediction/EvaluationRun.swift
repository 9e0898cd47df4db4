package import Diagnostics

/// Keeps finished parts of long work, so that a killed run goes on behind them.
package protocol PartKeeper: Sendable {
  /// The part of that name: the kept one, or what `make` gives, which is then kept. nil where it gives none.
  func part<Part: Codable>(_ name: String, make: () -> Part?) -> Part?
}

/// How an evaluation is run: who keeps its rounds, who is told of them, and what stops it.
package struct EvaluationRun: Sendable {
  package var keeper: (any PartKeeper)?
  package var progress: any ProgressReporter
  package var interruption: Interruption

  package init(
    keeper: (any PartKeeper)? = nil, progress: any ProgressReporter = SilentProgress(),
    interruption: Interruption = Interruption()
  ) {
    self.keeper = keeper
    self.progress = progress
    self.interruption = interruption
  }

  /// A part of the work, `units` of it; nil where `make` gives none, or once the run is interrupted.
  func part<Part: Codable>(_ name: String, units: Int, make: () -> Part?) -> Part? {
    guard !interruption.isRaised else { return nil }
    let result = keeper.map { $0.part(name, make: make) } ?? make()
    progress.advance(by: units)
    return result
  }
}
