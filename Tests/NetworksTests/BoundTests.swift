import LinearAlgebra
import Networks
import Panels
import Testing

/// An output that keeps a bound costs nothing and changes nothing; one that violates it costs as a measurement would.
@Suite("Bounds in training")
struct BoundTests {
  private let inputs = PanelInputs(
    features: .dense(Matrix(rows: 40, columns: 1, elements: (0..<40).map { Float($0) / 20 - 1 })))

  private func fitted(_ rows: HeadRows) -> [Double] {
    let validation = HeadRows(rows: rows.rows, targets: rows.targets, sides: rows.sides)
    return LinearLearner().fit(inputs, train: rows, validation: validation, loss: .squaredError).model
      .outputs(inputs, rows: Array(0..<40))
  }

  @Test func linearModelsKeepBounds() {
    let truth = (0..<40).map { Float($0) / 20 - 1 }
    // Everything above .2 is only known to be above .2, as an assay that saturates says.
    let sides = truth.map { Int8($0 > 0.2 ? 1 : 0) }
    let targets = truth.map { min($0, 0.2) }
    let bounded = fitted(HeadRows(rows: Array(0..<40), targets: targets, sides: sides))
    let taken = fitted(HeadRows(rows: Array(0..<40), targets: targets))
    #expect(abs(bounded[39] - Double(truth[39])) < 0.1, "\(bounded[39])")
    #expect(taken[39] < 0.7, "\(taken[39])")
  }

  @Test(arguments: [Batching.sharedRows, .perHead])
  func networksKeepBounds(batching: Batching) {
    let truth = (0..<40).map { Float($0) / 20 - 1 }
    /// What is learned of the last row where those above 0 say no more than that the truth is beside `bound`.
    func last(bound: Float, side: Int8) -> Float {
      let targets = truth.map { $0 > 0 ? bound : $0 }
      let rows = HeadRows(
        rows: Array(0..<40), targets: targets, sides: side == 0 ? nil : truth.map { $0 > 0 ? side : 0 })
      let test = HeadRows(rows: [39], targets: [0])
      let stream = RandomStream(seed: 5)
      let head = HeadData(
        loss: .squaredError, train: rows, validation: rows, test: test, initialisation: stream.split("h"),
        order: stream.split("o"))
      var settings = TrainingSettings()
      (settings.maxEpochs, settings.patience, settings.linearPath) = (200, 200, false)
      let request = FitRequest(
        inputs: inputs, heads: [head], batching: batching, settings: settings, initialisation: stream, order: stream)
      return Trainer().fit(request).testOutputs[0][0]
    }
    for (bound, side) in [(Float(2), Int8(-1)), (-2, 1)] {
      let taken = last(bound: bound, side: 0)
      let bounded = last(bound: bound, side: side)
      let violated = last(bound: bound, side: -side)
      #expect(abs(taken - bound) < 0.7, "\(taken)")
      #expect(abs(bounded - bound) > 0.9, "\(bounded) against \(bound)")
      #expect(abs(violated - bound) < 0.7 || (violated > bound) == (side < 0), "\(violated)")
    }
  }
}
