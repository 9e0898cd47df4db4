import LinearAlgebra
import Prediction
import Testing

struct InputAnalysisTests {
  init() { useSingleThreadedBLAS() }

  @Test func oneInputAloneExplainsItsOwnLaw() throws {
    let law = SyntheticGains(taskCount: 14, relation: 1, size: 0, ownError: 0.2)
    let analysis = InputAnalysis.all(of: law.inputs, labels: law.labels(law.truth(law.inputs)))
    #expect(analysis.map(\.name) == law.inputs.names)
    #expect(try #require(analysis[0].r2) > 0.9)
    #expect(try #require(analysis[0].correlation) > 0.9)
    #expect(try #require(analysis[3].r2) < 0.1)
  }
}
