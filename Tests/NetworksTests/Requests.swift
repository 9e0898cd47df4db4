import Foundation
import LinearAlgebra
import Networks
import Panels

func log1pExp(_ x: Double) -> Double { log1p(exp(x)) }
func expOf(_ x: Double) -> Double { exp(x) }
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// What varies between the random requests of the tests.
struct RequestShape: Sendable, CustomStringConvertible {
  var sparse = false
  var batching = Batching.perHead
  var trunk = [7, 5]
  var heads = 2
  var features = 6
  var rows = 40
  var batchSize = 8
  var weighted = false
  var maxEpochs = 6
  var learningRate = 0.01
  var description: String {
    "\(sparse ? "sparse" : "dense") \(batching) trunk \(trunk) heads \(heads) batch \(batchSize)\(weighted ? " weighted" : "")"
  }

  static let all: [RequestShape] = [
    RequestShape(), RequestShape(batching: .sharedRows), RequestShape(sparse: true, batching: .sharedRows),
    RequestShape(sparse: true, trunk: [33], heads: 1, features: 50),
    RequestShape(batching: .sharedRows, trunk: [20, 17, 3], heads: 5, features: 19, weighted: true),
    RequestShape(trunk: [64, 32], heads: 3, features: 9, rows: 90, batchSize: 64, weighted: true),
    RequestShape(sparse: true, trunk: [70, 40], heads: 3, features: 130, rows: 150, batchSize: 100),
    RequestShape(sparse: true, batching: .sharedRows, trunk: [16], heads: 4, features: 40, rows: 200, batchSize: 150),
  ]
}

/// A learnable random request: targets follow the inputs, each head sees about two thirds of the rows, kinds alternate.
func randomRequest(_ shape: RequestShape, seed: UInt64) -> FitRequest {
  let stream = RandomStream(seed: seed)
  var draws = stream.split("features")
  var values = (0..<shape.rows * shape.features).map { _ in Float(draws.normal()) }
  if shape.sparse { values = values.map { $0 > 1 ? 1 : 0 } }
  let matrix = Matrix(rows: shape.rows, columns: shape.features, elements: values)
  let heads = (0..<shape.heads).map { head -> HeadData in
    var draws = stream.split("targets", head)
    let loss: LossKind = head % 2 == 0 ? .squaredError : .crossEntropy
    var parts = [HeadRows](
      repeating: HeadRows(rows: [], targets: [], weights: shape.weighted ? [] : nil), count: 3)
    for row in 0..<shape.rows where draws.uniform() < 0.67 {
      let part = min(2, draws.below(5))
      let signal = Double(values[row * shape.features + head % shape.features]) + 0.3 * draws.normal()
      parts[part].rows.append(row)
      parts[part].targets.append(loss == .squaredError ? Float(signal) : signal > 0.3 ? 1 : 0)
      parts[part].weights?.append(Float(draws.uniform() + 0.5))
    }
    return HeadData(
      loss: loss, train: parts[2], validation: parts[0], test: parts[1],
      initialisation: stream.split("initialisation", head), order: stream.split("order", head))
  }
  return FitRequest(
    inputs: PanelInputs(features: shape.sparse ? .sparse(sparseMatrix(matrix)) : .dense(matrix)), heads: heads,
    batching: shape.batching,
    settings: TrainingSettings(
      encoder: EncoderSettings(widths: shape.trunk), learningRate: shape.learningRate, batchSize: shape.batchSize,
      maxEpochs: shape.maxEpochs, patience: 50),
    initialisation: stream.split("trunk"), order: stream.split("rows"))
}

func sparseMatrix(_ matrix: Matrix<Float>) -> SparseBinaryMatrix {
  var starts = [0]
  var indices: [Int32] = []
  for row in 0..<matrix.rows {
    for column in 0..<matrix.columns where matrix[row, column] != 0 { indices.append(Int32(column)) }
    starts.append(indices.count)
  }
  return SparseBinaryMatrix(rows: matrix.rows, columns: matrix.columns, starts: starts, indices: indices)
}
