/// For whom a study is exported (`kindred export --to`).
public enum ExportTarget: Hashable, Sendable, CaseIterable {
  /// The plan for any trainer: tables, lists of columns, a mask.
  case groups
  /// The plan for chemprop 2, and for SparseChem.
  case chemprop, sparsechem
  /// Scripts that measure the labels in shards.
  case slurm, parallel, snakemake, kubernetes
  /// A trainer that comes with Kindred.
  case trainer(TrainerProgram)

  /// Every target, in the order of the help.
  public static var allCases: [ExportTarget] {
    [.groups, .chemprop, .sparsechem, .slurm, .parallel, .snakemake, .kubernetes]
      + TrainerProgram.allCases.map { .trainer($0) }
  }

  /// As it is typed, and as its folder or file is called.
  public var name: String {
    switch self {
    case .groups: "groups"
    case .chemprop: "chemprop"
    case .sparsechem: "sparsechem"
    case .slurm: "slurm"
    case .parallel: "parallel"
    case .snakemake: "snakemake"
    case .kubernetes: "kubernetes"
    case .trainer(let program): "trainer-\(program.rawValue)"
    }
  }

  /// nil for another word.
  public init?(_ name: String) {
    guard let target = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = target
  }

  /// Whether it is a single file rather than a folder of them.
  public var isTrainer: Bool { if case .trainer = self { true } else { false } }

  package var hasFolder: Bool { !isTrainer }
}
