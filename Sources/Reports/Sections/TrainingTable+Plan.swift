package import Grouping
package import Labels
internal import Panels
package import Trainers

extension TrainingTable {
  /// The tables of a plan's networks, groups first.
  package static func all(of plan: GroupPlan, source: TrainingSource, splits: ReplicateSplits) -> [TrainingTable] {
    let alone = plan.served.indices.filter { plan.served[$0] == nil }.map { [$0] }
    return all(of: plan.groups + alone, source: source, splits: splits)
  }

  /// The tables of some networks, groups before tasks alone.
  package static func all(of networks: [[Int]], source: TrainingSource, splits: ReplicateSplits) -> [TrainingTable] {
    let groups = networks.filter { $0.count > 1 }.enumerated().map { ("group-\($0 + 1)", $1) }
    let alone = networks.filter { $0.count == 1 }.map { ("alone-\($0[0] + 1)", $0) }
    let roles = splits.roles(of: source.panel)
    return (groups + alone).map { name, members in
      TrainingTable(name: name, members: members, source: source) { roles[$0] }
    }
  }
}

extension ReplicateSplits {
  /// What another trainer may use each row for: the rows that only `verify` sees, or else a fold, to test; a fold to stop
  /// by; the others to train. Given splits stay as they are.
  fileprivate func roles(of panel: Panel) -> [RowRole] {
    if let given = panel.givenSplits {
      return given.map { $0 == .train ? .train : $0 == .validation ? .validation : .test }
    }
    let folds = foldOfRow(replicate: 0)
    let testFold: Int8 = isVerification.contains(true) ? -1 : 1
    return folds.map { $0 == testFold ? .test : $0 == 0 ? .validation : .train }
  }
}
