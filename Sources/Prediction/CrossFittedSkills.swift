public import Labels

extension PairInputs {
  /// The same inputs with the tasks' skills from baselines alone.
  ///
  /// They come from the replicates that no pair was measured in, where every task has one: the noise of a baseline must
  /// not explain the gains it is part of. nil stands for a task without a baseline.
  ///
  /// - Parameters:
  ///   - table: what was measured.
  ///   - includes: which replicates may be used.
  public func withSkills(from table: LossTable, includes: (Int) -> Bool = { _ in true }) -> PairInputs {
    let paired = Set(table.sets(ofSize: 2).flatMap { table.replicates(of: $0) }.filter(includes))
    let isSpared = (0..<table.taskCount).allSatisfy { task in
      table.replicates(of: [task]).contains { includes($0) && !paired.contains($0) }
    }
    var skills = [Double?](repeating: nil, count: table.taskCount)
    for skill in taskSkills(from: table, includes: { includes($0) && !(isSpared && paired.contains($0)) }) {
      skills[skill.task] = skill.skill
    }
    return PairInputs(relations: relations, skills: skills, similarity: similarity, proxy: proxy, prior: prior)
  }
}
