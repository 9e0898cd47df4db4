import LinearAlgebra
import Networks
import Panels
import Testing

@Suite struct LinearLearnerTests {
  private struct Data {
    var inputs: PanelInputs
    var dense: Matrix<Double>
    var rows: HeadRows

    init(rows count: Int, features: Int, loss: LossKind, sparse: Bool, weighted: Bool, seed: UInt64) {
      var draws = RandomStream(seed: seed)
      let values = (0..<count * features).map { _ in sparse ? (draws.uniform() < 0.3 ? 1 : 0) : draws.normal() }
      let matrix = Matrix(rows: count, columns: features, elements: values.map { Float($0) })
      inputs = PanelInputs(features: sparse ? .sparse(sparseMatrix(matrix)) : .dense(matrix))
      dense = Matrix(rows: count, columns: features, elements: matrix.elements.map { Double($0) })
      let targets = (0..<count).map { row -> Float in
        let signal = values[row * features] - values[row * features + 1] + draws.normal()
        return loss == .squaredError ? Float(signal) : signal > 0.5 ? 1 : 0
      }
      rows = HeadRows(
        rows: Array(0..<count), targets: targets,
        weights: weighted ? (0..<count).map { _ in Float(draws.uniform() + 0.5) } : nil)
    }
  }

  /// Ridge regression beside its normal equations, of centred rows because the intercept is free.
  @Test(arguments: [false, true], [false, true]) func ridgeIsTheClosedForm(isSparse: Bool, isWeighted: Bool) throws {
    for penalty in [0.1, 3, 100] {
      let data = Data(rows: 60, features: 7, loss: .squaredError, sparse: isSparse, weighted: isWeighted, seed: 3)
      let model = LinearLearner(tolerance: 1e-10).fit(
        data.inputs, train: data.rows, loss: .squaredError, penalty: penalty)
      var normal = Matrix<Double>(rows: 8, columns: 8)
      var right = [Double](repeating: 0, count: 8)
      for row in 0..<60 {
        let (x, v) = (data.dense.row(row) + [1], Double(data.rows.weights?[row] ?? 1))
        for i in 0..<8 {
          right[i] += v * x[i] * Double(data.rows.targets[row])
          for j in 0..<8 { normal[i, j] += v * x[i] * x[j] }
        }
      }
      for i in 0..<7 { normal[i, i] += penalty }
      let solution = try #require(CholeskyFactor(normal)).solve(right)
      for i in 0..<7 { #expect(abs(model.weights[i] - solution[i]) < 1e-7, "penalty \(penalty), weight \(i)") }
      #expect(abs(model.intercept - solution[7]) < 1e-7)
    }
  }

  /// A logistic regression has no closed form: the gradient of its objective is 0 there.
  @Test(arguments: [false, true], [false, true]) func logisticIsStationary(isSparse: Bool, isWeighted: Bool) {
    for penalty in [0.1, 3, 100] {
      let data = Data(rows: 80, features: 9, loss: .crossEntropy, sparse: isSparse, weighted: isWeighted, seed: 4)
      let model = LinearLearner(tolerance: 1e-9).fit(
        data.inputs, train: data.rows, loss: .crossEntropy, penalty: penalty)
      var gradient = model.weights.map { penalty * $0 } + [0]
      for row in 0..<80 {
        let x = data.dense.row(row)
        let z = zip(x, model.weights).reduce(model.intercept) { $0 + $1.0 * $1.1 }
        let d = Double(data.rows.weights?[row] ?? 1) * (1 / (1 + expOf(-z)) - Double(data.rows.targets[row]))
        for i in 0..<9 { gradient[i] += d * x[i] }
        gradient[9] += d
      }
      for (i, g) in gradient.enumerated() { #expect(abs(g) < 1e-6, "penalty \(penalty), element \(i)") }
    }
  }

  /// Coefficients of scikit-learn 1 (`Ridge(alpha)`, `LogisticRegression(C=1 / alpha)`) on a table that both can make.
  @Test(arguments: [
    (LossKind.squaredError, 0.5, [-0.0288010488, 0.7040169515, -0.3825706244, 0.3825706244], 0.6039008813),
    (.squaredError, 5, [-0.0062430307, 0.1845252314, -0.1337449488, 0.1337449488], 0.8414969784),
    (.crossEntropy, 0.5, [-0.3428594516, 2.0982396663, -1.1140475442, 1.1140475693], -1.0795832801),
    (.crossEntropy, 5, [-0.0481680113, 0.3034678004, -0.1851638441, 0.1851638439], -0.3260937563),
  ]) func agreesWithScikitLearn(loss: LossKind, penalty: Double, weights: [Double], intercept: Double) {
    var values: [Float] = []
    var targets: [Float] = []
    for row in 0..<20 {
      for column in 0..<4 { values.append(Float((3 * row + 5 * column * column + row * column) % 11) / 11) }
      let y = Float((7 * row + 2) % 13) / 13 + values[row * 4 + 1]
      targets.append(loss == .squaredError ? y : y > 0.95 ? 1 : 0)
    }
    let inputs = PanelInputs(features: .dense(Matrix(rows: 20, columns: 4, elements: values)))
    let model = LinearLearner(tolerance: 1e-9).fit(
      inputs, train: HeadRows(rows: Array(0..<20), targets: targets), loss: loss, penalty: penalty)
    for (found, wanted) in zip(model.weights, weights) { #expect(abs(found - wanted) < 1e-5) }
    #expect(abs(model.intercept - intercept) < 1e-5)
  }

  @Test(arguments: [LossKind.squaredError, .crossEntropy]) func thePathFindsTheBestPenalty(loss: LossKind) {
    for seed in 0..<4 as Range<UInt64> {
      let data = Data(rows: 120, features: 60, loss: loss, sparse: seed % 2 == 0, weighted: false, seed: seed)
      func part(_ range: Range<Int>) -> HeadRows {
        HeadRows(rows: Array(range), targets: Array(data.rows.targets[range]))
      }
      let (train, validation) = (part(0..<80), part(80..<120))
      let fit = LinearLearner(ratio: 2, pathLength: 24).fit(
        data.inputs, train: train, validation: validation, loss: loss)
      let precise = LinearLearner(tolerance: 1e-8)
      func lossAt(_ penalty: Double) -> Double {
        let model = precise.fit(data.inputs, train: train, loss: loss, penalty: penalty)
        return zip(model.outputs(data.inputs, rows: validation.rows), validation.targets).reduce(0) {
          $0 + PlainNetwork.loss(loss, $1.0, Double($1.1)) / 40
        }
      }
      let grid = (-6...12).map { lossAt(power(2, Double($0))) }
      #expect(fit.validationLoss <= 1.01 * grid.min()!, "seed \(seed)")
      #expect(abs(fit.validationLoss - lossAt(fit.penalty)) < 0.01 * fit.validationLoss, "seed \(seed)")
    }
  }

  @Test func withoutSignalTheNullModelWins() {
    var draws = RandomStream(seed: 9)
    let matrix = Matrix(rows: 60, columns: 30, elements: (0..<1800).map { _ in Float(draws.normal()) })
    let inputs = PanelInputs(features: .dense(matrix))
    let targets = (0..<60).map { Float($0 % 2) }
    let fit = LinearLearner().fit(
      inputs, train: HeadRows(rows: Array(0..<40), targets: Array(targets[0..<40])),
      validation: HeadRows(rows: Array(40..<60), targets: targets[40...].map { 1 - $0 }), loss: .crossEntropy)
    #expect(fit.validationLoss <= 0.6932)
  }

  @Test func edges() {
    let inputs = PanelInputs(features: .dense(Matrix(rows: 4, columns: 2, elements: [1, 0, 1, 1, 1, 2, 1, 3])))
    let none = HeadRows(rows: [], targets: [])
    let some = HeadRows(rows: [0, 1, 2, 3], targets: [1, 1, 1, 1])
    for loss in [LossKind.squaredError, .crossEntropy] {
      let empty = LinearLearner().fit(inputs, train: none, validation: some, loss: loss)
      #expect(empty.penalty == .infinity && empty.model.weights == [0, 0] && empty.validationLoss.isFinite)
      let unjudged = LinearLearner().fit(inputs, train: some, validation: none, loss: loss)
      #expect(unjudged.penalty == .infinity && unjudged.validationLoss == 0)
      let constant = LinearLearner().fit(inputs, train: some, validation: some, loss: loss)
      #expect(constant.validationLoss.isFinite && constant.model.weights.allSatisfy { $0.isFinite })
      let held = LinearLearner().crossFittedOutputs(
        inputs, train: some, loss: loss, near: constant, folds: 5, stream: RandomStream(seed: 1))
      #expect(held.count == 4 && held.allSatisfy { $0.isFinite })
    }
    let mean = LinearLearner().fit(
      inputs, train: HeadRows(rows: [0, 1], targets: [2, 4]), loss: .squaredError, penalty: .infinity)
    #expect(mean == LinearModel(weights: [0, 0], intercept: 3))
  }

  /// Each training row's output comes from a fit without it.
  @Test(arguments: [LossKind.squaredError, .crossEntropy]) func crossFittedOutputsDoNotSeeTheirRow(loss: LossKind) {
    var data = Data(rows: 40, features: 5, loss: loss, sparse: false, weighted: true, seed: 7)
    let learner = LinearLearner(tolerance: 1e-9)
    let fit = learner.fit(data.inputs, train: data.rows, validation: data.rows, loss: loss)
    func outputs() -> [Double] {
      learner.crossFittedOutputs(
        data.inputs, train: data.rows, loss: loss, near: fit, folds: 8, stream: RandomStream(seed: 2))
    }
    let before = outputs()
    data.rows.targets[13] = 1 - data.rows.targets[13]
    let after = outputs()
    #expect(abs(after[13] - before[13]) < 1e-6)
    #expect((0..<40).count { abs(after[$0] - before[$0]) > 1e-6 } == 35)
  }
}
