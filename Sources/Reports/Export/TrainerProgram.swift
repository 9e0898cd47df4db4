/// Trainers that come with Kindred, as files to use and to edit.
public enum TrainerProgram: String, CaseIterable, Sendable {
  case chemprop, xgboost, sklearn, pytorch

  /// What the exported file is called.
  package var fileName: String { "trainer-\(rawValue).py" }

  package var file: ExportedFile { ExportedFile(fileName, source, isExecutable: true) }

  private var source: [UInt8] {
    switch self {
    case .chemprop: PackageResources.trainer_chemprop_py
    case .xgboost: PackageResources.trainer_xgboost_py
    case .sklearn: PackageResources.trainer_sklearn_py
    case .pytorch: PackageResources.trainer_pytorch_py
    }
  }
}
