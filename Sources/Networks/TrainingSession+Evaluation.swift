extension TrainingSession {
  /// Whether any head has validation rows.
  public var hasValidation: Bool { validation.blockCount > 0 }

  /// The objective on all validation rows; 0 without any.
  public func validationLoss() -> Double { objective(of: validationLossSums()) }

  /// Each head's mean (weighted) loss on its validation rows; 0 without any.
  func validationLosses() -> [Double] {
    let sums = validationLossSums()
    return (0..<heads.count).map { head in
      let count = validation.counts.base[head]
      return count > 0 ? sums.base[head] / Double(count) : 0
    }
  }

  private func validationLossSums() -> AlignedBuffer<Double> {
    lossSums.clear()
    for block in validation.blocks {
      forward(block)
      heads.addLosses(block, to: lossSums)
    }
    return lossSums
  }

  private func objective(of sums: AlignedBuffer<Double>) -> Double {
    var (total, entries) = (0.0, 0)
    for head in 0..<sums.count where validation.counts.base[head] > 0 {
      let count = Int(validation.counts.base[head])
      total += taskWeights[head] * (settings.objective == .tasks ? sums.base[head] / Double(count) : sums.base[head])
      entries += count
    }
    return settings.objective == .tasks || entries == 0 ? total : total / Double(entries)
  }

  /// `[h][k]`: the output of head h on its k-th test row.
  public func testOutputs() -> [[Float]] {
    var result = (0..<heads.count).map { [Float](repeating: 0, count: Int(test.counts.base[$0])) }
    for block in test.blocks {
      forward(block)
      for segment in 0..<block.segmentCount {
        for entry in block.entries(of: segment) {
          result[Int(block.heads.base[segment])][Int(block.positions.base[entry])] = heads.outputs.base[entry]
        }
      }
    }
    return result
  }
}
