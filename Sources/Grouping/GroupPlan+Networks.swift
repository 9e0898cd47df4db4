extension GroupPlan {
  /// Tasks that are served by a network of their own, members of a group or not.
  public var servedAlone: [Int] { served.indices.filter { served[$0] == nil } }

  /// Tasks that are members of some group whose network does not serve them: they help their partners there.
  public var helpers: [Int] {
    let helping = groups.enumerated().flatMap { index, group in group.filter { served[$0] != index } }
    return Set(helping).sorted()
  }

  /// Networks that the plan trains: one a group, and one a task that is served alone.
  public var networkCount: Int { groups.count + servedAlone.count }
}
