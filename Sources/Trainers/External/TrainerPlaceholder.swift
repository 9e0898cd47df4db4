/// What a trainer's command may ask for: `{job}` in a word of it, and `KINDRED_JOB` in its environment.
enum TrainerPlaceholder: String, CaseIterable, Sendable {
  /// The job's folder.
  case job
  /// Its `data.csv`.
  case data
  /// Its `features.npy`: rows in the order of `data.csv`.
  case features
  /// The tasks' columns: several words, and lines in the environment.
  case targets
  /// `regression`, `classification`, or `mixed`.
  case taskType = "task_type"
  case seed
  /// An empty scratch folder.
  case out
  /// Where to write predictions.
  case predictions

  /// As it stands in a command.
  var text: String { "{\(rawValue)}" }

  /// The environment variable of the same meaning.
  var variable: String { "KINDRED_" + rawValue.uppercased() }

  static var all: String { allCases.map(\.text).joined(separator: " ") }
}
