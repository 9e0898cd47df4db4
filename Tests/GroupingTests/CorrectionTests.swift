import Grouping
import LinearAlgebra
import Testing

@Suite struct CorrectionTests {
  /// Groups whose members gain slope * mean + size * log2(size - 1) and noise.
  private func groups(slope: Double, size: Double, noise: Double, affinities: Matrix<Double>) -> [MeasuredGroup] {
    var draw = RandomStream(seed: 8)
    return (0..<40).map { index in
      let members = draw.sample(3 + index % 5, of: affinities.rows).sorted()
      let values = members.map { target in
        let mean = members.reduce(0) { $1 == target ? $0 : $0 + affinities[target, $1] } / Double(members.count - 1)
        return GroupCorrection(slope: slope, sizeEffect: size).value(mean: mean, size: members.count)
          + noise * draw.normal()
      }
      return MeasuredGroup(members: members, values: values)
    }
  }

  @Test func findsAPlantedCorrection() {
    let affinities = RandomProblem.affinities(10, stream: RandomStream(seed: 1), shift: 0.05)
    let fit = CorrectionFit(
      groups: groups(slope: 0.5, size: 0.03, noise: 0.005, affinities: affinities), affinities: affinities)
    #expect(abs(fit.correction.slope - 0.5) < 0.05 && abs(fit.correction.sizeEffect - 0.03) < 0.005)
    #expect(fit.errors.corrected < 0.3 * fit.errors.pairMean)
  }

  @Test func leavesTheMeanWhereNothingDeparts() {
    let affinities = RandomProblem.affinities(10, stream: RandomStream(seed: 2))
    let fit = CorrectionFit(
      groups: groups(slope: 1, size: 0, noise: 0.05, affinities: affinities), affinities: affinities)
    #expect(fit.correction == .none)
  }

  @Test func fewGroupsFitNothing() {
    let affinities = RandomProblem.affinities(4, stream: RandomStream(seed: 2))
    let one = MeasuredGroup(members: [0, 1, 2], values: [1, 1, 1])
    #expect(CorrectionFit(groups: [], affinities: affinities).errors.zero == 0)
    #expect(CorrectionFit(groups: [one], affinities: affinities).correction == .none)
    #expect(CorrectionFit(groups: [one], affinities: affinities).errors.zero == 1)
  }
}
