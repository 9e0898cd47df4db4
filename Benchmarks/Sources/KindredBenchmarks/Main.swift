import Foundation

/// The benchmarks by name; a new one is a line here and a file of its own.
let benchmarks: [(name: String, summary: String, run: @Sendable ([String]) throws -> Void)] = [
  ("fits", "fits per second against the reference trainers, share of the peak, two threads", FitsBenchmark.run),
  ("variance", "signal and cost of measured gains by estimator and training rule", VarianceBenchmark.run),
  ("learner", "what training regimes reach alone and together, beside linear models and the mean", LearnerBenchmark.run),
  (
    "prediction", "r of predictors with fresh replicates of unmeasured pairs of labelled studies",
    PredictionBenchmark.run
  ),
  ("prior", "r of gains expected from other panels alone; writes the prior", PriorBenchmark.run),
  ("solvers", "what solvers of groups reach on random problems, with optima and bounds, as CSV", SolversBenchmark.run),
  ("relations", "seconds, memory and ratios to NumPy of the relations of all pairs", RelationsBenchmark.run),
]

@main
struct Main {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let name = arguments.first, let benchmark = benchmarks.first(where: { $0.name == name }) else {
      let usage =
        "usage: KindredBenchmarks NAME [ARGUMENTS]\n" + benchmarks.map { "  \($0.name)  \($0.summary)\n" }.joined()
      FileHandle.standardError.write(Data(usage.utf8))
      exit(64)
    }
    try benchmark.run(Array(arguments.dropFirst()))
  }
}
