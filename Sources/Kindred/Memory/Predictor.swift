public import Diagnostics
internal import LinearAlgebra
public import Prediction
public import Relations
internal import StudyFiles

/// What every task would gain from every other, predicted from the pairs that were measured.
///
/// Where no pair was measured it goes by what other panels say, as `kindred predict` does.
public struct Predictor: Sendable {
  /// The model that was fitted; nil where no pair was measured.
  public let model: GainModel?
  let gains: MeasuredGains
  let inputs: PairInputs

  /// Fits a predictor to the gains and relations of a panel, as `kindred fit` does.
  ///
  /// - Parameters:
  ///   - gains: what was measured.
  ///   - relations: of the same panel.
  ///   - settings: of the fit; by default those of a study with the seed of the gains.
  /// - Throws: `UserError` where there are some gains but too few to fit to.
  public init(
    gains: MeasuredGains, relations: RelationTable, settings: PredictorSettings? = nil
  ) throws(UserError) {
    precondition(relations.taskCount == gains.tasks.count, "gains and relations are of different panels")
    useSingleThreadedBLAS()
    self.gains = gains
    let known = PairInputs(relations: relations).withSkills(from: gains.losses)
    inputs = known.with(prior: GainPriors.builtIn.prior(for: known))
    var defaults = StudySettings()
    defaults.seed = gains.seed
    model =
      gains.gains.isEmpty
      ? nil
      : try GainModel.fit(
        to: GainLabels(from: gains.losses), inputs: inputs, settings: settings ?? defaults.predictor)
  }

  /// The gain of every ordered pair, as in `affinities.csv`; the same for any number of threads.
  public func affinities(threads: Int = 1) -> TaskAffinities {
    let table =
      if let model {
        Affinities(model: model, inputs: inputs, measured: gains.gains, threads: threads)
      } else {
        Affinities(prior: GainPriors.builtIn.prior(for: inputs), inputs: inputs.with(prior: nil))
      }
    return TaskAffinities(tasks: gains.tasks, table: table, seed: gains.seed)
  }
}
