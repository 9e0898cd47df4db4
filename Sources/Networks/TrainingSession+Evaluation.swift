extension TrainingSession {
  /// Whether any head has validation rows.
  public var hasValidation: Bool { validation.blockCount > 0 }

  /// Sum over heads of the mean (weighted) loss over the head's validation rows; 0 without any.
  public func validationLoss() -> Double {
    lossSums.clear()
    for block in validation.blocks {
      forward(block)
      heads.addLosses(block, to: lossSums)
    }
    var total = 0.0
    for head in 0..<lossSums.count where validation.counts.base[head] > 0 {
      total += lossSums.base[head] / Double(validation.counts.base[head])
    }
    return total
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
