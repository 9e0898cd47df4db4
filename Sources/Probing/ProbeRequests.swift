internal import Labels
internal import LinearAlgebra
internal import Networks
internal import Panels
internal import Statistics
internal import Trainers

/// The joint trainings of a probe: its tasks on the rows of a replicate's folds, heads tied or not.
struct ProbeRequests: Sendable {
  let runner: NetworkJobRunner
  let tasks: [Int]
  let independentHeads: Bool

  /// Replicate r holds out fold r (modulo the number of folds) and, `withValidation`, also the next one for stopping.
  func request(replicate: Int, withValidation: Bool = false) -> FitRequest {
    let folds = runner.settings.folds
    let held = replicate % folds
    let foldOfRow = runner.splits.foldOfRow(replicate: replicate)
    var (request, _) = runner.request(for: Job(tasks: tasks, replicate: replicate), fold: held) { row in
      let fold = Int(foldOfRow[row])
      if fold < 0 { return nil }
      if runner.panel.times != nil {
        let role = runner.role(ofRowIn: fold, fold: held, phase: .develop)
        return role == .validation && !withValidation ? .train : role
      }
      if fold == held { return .test }
      return withValidation && fold == (held + 1) % folds ? .validation : .train
    }
    // How heads start is for the probe's own settings to say.
    request.settings.headStart = .random
    if !independentHeads {
      let common = runner.stream.split("probe head", replicate)
      for head in request.heads.indices { request.heads[head].initialisation = common }
    }
    return request
  }
}
