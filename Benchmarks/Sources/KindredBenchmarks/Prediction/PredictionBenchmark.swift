import Foundation
import Labels
import LinearAlgebra
import Prediction

/// `prediction [fit=10] [spare=10] [share=0.25] [choices=20] [threads=2] [similarity=0] STUDY...`: how well predictors fitted to a share of
/// the pairs, on some replicates, predict the other pairs on the others.
///
/// The studies must have been labelled with all pairs in more than `fit` replicates (`kindred label --fraction 1`). Each
/// fit sees `fit` replicates of the pairs and `spare` more of the baselines, drawn at random; all others judge. The prior
/// that is an input is fitted to the other studies.
enum PredictionBenchmark {
  @Sendable static func run(_ arguments: [String]) throws {
    useSingleThreadedBLAS()
    let arguments = Arguments(arguments)
    let studies = try arguments.rest.map(LabelledStudy.init)
    let panels = studies.map { $0.priorPanel() }
    for study in studies {
      let others = panels.filter { $0.name != study.name }
      judge(study, prior: others.isEmpty ? nil : GainPrior(fittedTo: others, withSkills: true), arguments)
    }
  }

  private static func judge(_ study: LabelledStudy, prior: GainPrior?, _ arguments: Arguments) {
    let fit = arguments.count("fit", 10)
    let inputs = study.inputs.with(prior: prior)
    let evaluation = PredictionEvaluation(
      table: study.table, estimator: GainEstimator(fittedTo: study.table), inputs: inputs,
      predictor: PredictorSettings(usesSimilarity: arguments.count("similarity", 0) > 0),
      settings: EvaluationSettings(
        choices: arguments.count("choices", 20), fitShare: arguments.number("share", 0.25), maxPairs: .max,
        fitReplicates: fit, fitBaselines: arguments.count("spare", 10)))
    let metrics = evaluation.freshMetrics(threads: arguments.count("threads", 2))
    guard let fresh = metrics.freshReplicates else {
      print("\(study.name): no replicate is left to judge with")
      return
    }
    print(
      "\n\(study.name): \(study.table.taskCount) tasks, fitted to \(fit) replicates of"
        + " \(arguments.number("share", 0.25)) of the pairs, judged on \(study.paired.count - fit) fresh ones"
    )
    print("  ceiling \(text(fresh.ceiling)), within target \(text(fresh.ceilingWithin))")
    print("  contender         r  error   within error")
    for score in fresh.scores {
      print(
        "  " + score.contender.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)
          + String(
            format: "%7.3f %6.3f %7.3f %6.3f", score.correlation?.value ?? .nan,
            score.correlation?.standardError ?? .nan, score.correlationWithin?.value ?? .nan,
            score.correlationWithin?.standardError ?? .nan))
    }
    if let coverage = metrics.coverage {
      let deciles = coverage.byDecile.map { String(format: "%.2f", $0) }.joined(separator: " ")
      print(
        String(format: "  %.0f %% intervals hold %.1f %%", 100 * coverage.wanted, 100 * coverage.covered)
          + "; by decile of predicted gain " + deciles)
    }
    for sentence in metrics.verdict { print("  " + sentence) }
    fflush(nil)
  }

  private static func text(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "unknown" }
}
