extension GainModel {
  /// Whether its parts fit each other and a panel of `taskCount` tasks: what a file says may be anything.
  package func isConsistent(taskCount: Int) -> Bool {
    let width = scaling.inputs.count
    let tasks = 0..<taskCount
    return self.taskCount == taskCount && labelCount >= 0 && formatVersion == Self.formatVersion
      && targetEffects.count == taskCount && partnerEffects.count == taskCount
      && spread.fits(inputs: width, taskCount: taskCount) && polynomial.fits(inputs: width)
      && scaling.inputs.allSatisfy { $0.deviation > 0 }
      && measured.allSatisfy { tasks.contains($0.target) && tasks.contains($0.partner) && $0.target != $0.partner }
  }
}

extension GainPolynomial {
  fileprivate func fits(inputs: Int) -> Bool {
    linear.count == inputs
      && (quadratic.isEmpty
        || quadratic.count == inputs && quadratic.enumerated().allSatisfy { $0.element.count == inputs - $0.offset })
  }
}

extension PredictionSpread {
  fileprivate func fits(inputs: Int, taskCount: Int) -> Bool {
    covariance.count == inputs + 1 && covariance.enumerated().allSatisfy { $0.element.count > $0.offset }
      && targetVariances.count == taskCount && partnerVariances.count == taskCount
  }
}
