import LinearAlgebra
import Networks
import Panels
import Testing

/// A random panel with a mixed set of tasks, each measured on a random half of the rows.
private struct Sample {
  var features: Features
  var dense: Matrix<Float>
  var heads: [HeadData]

  init(rows: Int, columns: Int, tasks: Int, isSparse: Bool, tied: Bool = false, seed: UInt64) {
    var stream = RandomStream(seed: seed)
    if isSparse {
      var starts = [0]
      var indices: [Int32] = []
      for _ in 0..<rows {
        for column in 0..<columns where stream.uniform() < 0.3 { indices.append(Int32(column)) }
        starts.append(indices.count)
      }
      features = .sparse(SparseBinaryMatrix(rows: rows, columns: columns, starts: starts, indices: indices))
    } else {
      let values = (0..<rows * columns).map { _ in Float(stream.normal()) }
      features = .dense(Matrix(rows: rows, columns: columns, elements: values))
    }
    dense = features.denseRows(Array(0..<rows))
    heads = []
    for task in 0..<tasks {
      let kind = task % 2 == 0 ? LossKind.squaredError : .crossEntropy
      func part(_ share: Double) -> HeadRows {
        let chosen = (0..<rows).filter { _ in stream.uniform() < share }
        let targets = chosen.map { _ in
          kind == .squaredError ? Float(stream.normal()) : stream.uniform() < 0.5 ? 0 : 1
        }
        return HeadRows(rows: chosen, targets: targets)
      }
      heads.append(
        HeadData(
          loss: kind, train: part(0.6), validation: HeadRows(rows: [], targets: []), test: part(0.3),
          initialisation: RandomStream(seed: seed).split("head", tied ? 0 : task),
          order: RandomStream(seed: seed).split("rows", task)))
    }
  }

  func request(batchSize: Int, batching: Batching = .sharedRows, trunk: [Int] = [7, 5], epochs: Int = 2) -> FitRequest {
    FitRequest(
      inputs: PanelInputs(features: features), heads: heads, batching: batching,
      settings: TrainingSettings(
        encoder: EncoderSettings(widths: trunk), learningRate: 0.01, batchSize: batchSize, maxEpochs: epochs,
        patience: 100),
      initialisation: RandomStream(seed: 3).split("trunk"), order: RandomStream(seed: 3).split("order"))
  }
}

private func isClose(_ a: Matrix<Double>, _ b: Matrix<Double>, _ tolerance: Double) -> Bool {
  zip(a.elements, b.elements).allSatisfy { ($0.isNaN && $1.isNaN) || abs($0 - $1) <= tolerance }
}

@Suite struct TaskGradientTests {
  /// Every way of measuring agrees with gradients that are stored one by one.
  @Test(arguments: [false, true], [40, 150]) func cosinesMatchStoredGradients(isSparse: Bool, rows: Int) {
    for seed in 0..<3 as Range<UInt64> {
      let sample = Sample(rows: rows, columns: 19, tasks: 5, isSparse: isSparse, seed: seed)
      // A batch that holds all rows: one block or several, by their number.
      let training = GradientTraining(sample.request(batchSize: 1000))
      for _ in 0..<4 { training.step() }
      let plain = StoredGradients(training)
      let gradients = sample.heads.indices.map {
        plain.gradient($0, sample.heads[$0].loss, sample.dense, sample.heads[$0].train)
      }
      let batch = training.measureNextBatch()
      let whole = training.measure(.training)
      let tiled = GradientTraining(sample.request(batchSize: 1000), gradientMemory: 1)
      for _ in 0..<4 { tiled.step() }
      for (name, products) in [("batch", batch), ("whole", whole), ("tiled", tiled.measure(.training))] {
        for layer in 0...2 {
          let stored = gradients.map { layer < 2 ? $0[layer] : $0.flatMap { $0 } }
          let matrix = Matrix(rows: 5, columns: stored[0].count, elements: stored.flatMap { $0 })
          let expected = cosines(ofGram: matrix.multiplied(byTransposeOf: matrix))
          let found = cosines(ofGram: layer < 2 ? products.layers[layer] : products.total)
          #expect(isClose(found, expected, 1e-5), "\(name), layer \(layer), seed \(seed)")
        }
        for task in 0..<5 {
          let loss = plain.meanLoss(task, sample.heads[task].loss, sample.dense, sample.heads[task].train)
          #expect(abs(products.losses[task] - loss) < 1e-5 * max(1, loss), "\(name), task \(task), seed \(seed)")
        }
      }
    }
  }

  /// With dropout they are the gradients of the step that comes next, from the lanes' products and whole.
  @Test(arguments: [false, true], [40, 150]) func productsFollowDropout(isSparse: Bool, rows: Int) {
    var request = Sample(rows: rows, columns: 19, tasks: 3, isSparse: isSparse, seed: 4).request(batchSize: 1000)
    let plain = GradientTraining(request).measureNextBatch().total
    request.settings.dropout = 0.3
    let found = GradientTraining(request).measureNextBatch().total
    let session = TrainingSession()
    session.begin(request)
    session.beginEpoch(1)
    let buffers = (0..<3).map { _ in FloatBuffer() }
    session.taskGradients(step: 0, into: buffers)
    for i in 0..<3 {
      for j in 0..<3 {
        let dot = (0..<buffers[i].count).reduce(0.0) { $0 + Double(buffers[i][$1]) * Double(buffers[j][$1]) }
        #expect(abs(found[i, j] - dot) < 1e-4 * max(1e-3, abs(found[i, i])), "\(i), \(j)")
        #expect(found[i, j] != plain[i, j])
      }
    }
  }

  @Test func storedGradientsMatchFiniteDifferences() {
    let sample = Sample(rows: 30, columns: 6, tasks: 2, isSparse: false, seed: 5)
    let plain = StoredGradients(GradientTraining(sample.request(batchSize: 8)))
    let step = 1e-6
    for task in 0..<2 {
      let head = sample.heads[task]
      let gradient = plain.gradient(task, head.loss, sample.dense, head.train)
      for layer in 0..<2 {
        for index in plain.layers[layer].weights.indices {
          var (up, down) = (plain, plain)
          up.layers[layer].weights[index] += step
          down.layers[layer].weights[index] -= step
          let slope =
            (up.meanLoss(task, head.loss, sample.dense, head.train)
              - down.meanLoss(task, head.loss, sample.dense, head.train)) / (2 * step)
          #expect(abs(slope - gradient[layer][index]) < 1e-5, "task \(task), layer \(layer), weight \(index)")
        }
      }
    }
  }

  /// Measuring leaves no trace, and the training is the trainer's.
  @Test(arguments: [Batching.sharedRows, .perHead]) func measuringDoesNotTrain(batching: Batching) {
    let sample = Sample(rows: 120, columns: 12, tasks: 3, isSparse: true, seed: 8)
    let request = sample.request(batchSize: 16, batching: batching)
    let plain = GradientTraining(request)
    let measured = GradientTraining(request)
    for step in 0..<2 * plain.stepsPerEpoch {
      plain.step()
      if step % 3 == 0 {
        _ = measured.measureNextBatch()
        _ = measured.measure(.test)
        _ = measured.lookahead(rate: 0.1)
      }
      measured.step()
    }
    for k in 0..<plain.trunkParameters.count { #expect(plain.trunkParameters[k] == measured.trunkParameters[k]) }
    for k in 0..<plain.headParameters.count { #expect(plain.headParameters[k] == measured.headParameters[k]) }
    let outputs = Trainer().fit(request).testOutputs
    let losses = plain.losses(.test)
    for (head, data) in sample.heads.enumerated() {
      let sum = zip(outputs[head], data.test.targets).reduce(0.0) {
        $0 + StoredGradients.loss(data.loss, Double($1.0), Double($1.1))
      }
      #expect(abs(sum / Double(outputs[head].count) - losses[head]) < 1e-5)
    }
  }

  /// Adam ignores the scale of a gradient, so the mean of the gradients trains like their sum.
  @Test(arguments: [16, 100]) func averageTrainsLikeTheSum(batchSize: Int) {
    let sample = Sample(rows: 150, columns: 12, tasks: 3, isSparse: false, seed: 9)
    let plain = GradientTraining(sample.request(batchSize: batchSize))
    let combined = GradientTraining(sample.request(batchSize: batchSize))
    for step in 0..<10 {
      plain.step()
      combined.step(combiner: AverageCombiner(), focal: nil, random: RandomStream(seed: 1).split("step", step))
    }
    for k in 0..<plain.trunkParameters.count {
      #expect(abs(plain.trunkParameters[k] - combined.trunkParameters[k]) < 5e-3, "parameter \(k)")
    }
    for k in 0..<plain.headParameters.count {
      #expect(abs(plain.headParameters[k] - combined.headParameters[k]) < 1e-3)
    }
  }

  @Test func lookaheadApproachesItsFirstOrder() {
    let sample = Sample(rows: 60, columns: 12, tasks: 4, isSparse: true, seed: 10)
    let training = GradientTraining(sample.request(batchSize: 1000))
    for _ in 0..<3 { training.step() }
    let products = training.measureNextBatch()
    let lookahead = training.lookahead(rate: 0.001)
    for i in 0..<4 {
      for j in 0..<4 {
        #expect(abs(lookahead.firstOrder[i, j] - 0.001 * products.total[i, j] / products.losses[i]) < 1e-6)
        #expect(
          abs(lookahead.affinity[i, j] - lookahead.firstOrder[i, j]) < 0.1 * abs(lookahead.firstOrder[i, j]) + 3e-6)
      }
    }
  }

  @Test func tasksWithoutRowsHaveNoCosine() {
    var sample = Sample(rows: 50, columns: 8, tasks: 3, isSparse: false, seed: 11)
    sample.heads[1].train = HeadRows(rows: [], targets: [])
    let training = GradientTraining(sample.request(batchSize: 10))
    let found = cosines(ofGram: training.measureNextBatch().total)
    #expect(found[1, 0].isNaN && found[1, 1].isNaN && !found[0, 2].isNaN)
    training.step(combiner: PCGradCombiner(), focal: nil, random: RandomStream(seed: 1))
    #expect(training.losses(.test).allSatisfy { $0.isFinite })
    #expect(training.losses(.training)[1].isNaN)
  }
}
