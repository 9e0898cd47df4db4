internal import Diagnostics
internal import LinearAlgebra
internal import Networks
internal import Statistics

/// One joint training that is looked at as it goes.
struct ProbeRun {
  let settings: ProbeSettings
  /// The focal task's place among the probed tasks.
  let focal: Int?
  private let training: GradientTraining
  private let total: Int
  private let random: RandomStream
  private var record: ProbeReplicate
  private var lookaheads: [Lookahead] = []
  private var changes: [CombinerName: [Double]] = [:]

  /// Rows of the representation that the effective rank is computed from.
  private static let rankRows = 512

  init(
    _ request: FitRequest, encoders: EncoderRegistry, replicate: Int, settings: ProbeSettings, focal: Int?,
    random: RandomStream
  ) {
    self.settings = settings
    self.focal = focal
    self.random = random
    training = GradientTraining(request, encoders: encoders, biasesAtBaseRate: settings.startsAtBaseRate)
    total = training.stepsPerEpoch * settings.epochs
    record = ProbeReplicate(
      replicate: replicate, epochs: settings.epochs, tasks: training.taskCount, views: settings.measuredViews)
  }

  /// Trains and looks; stops early where the interruption is raised.
  mutating func run(interruption: Interruption) -> ProbeReplicate {
    let every = max(1, min(settings.checkpointEvery, total / ProbeReplicate.tenths))
    var nextTenth = 0
    while training.stepsDone < total && !interruption.isRaised {
      let step = training.stepsDone
      if step == nextTenth * total / ProbeReplicate.tenths {
        lookAtAllRows()
        nextTenth += 1
      }
      if step % every == 0 { lookAtNextBatch() }
      takeStep()
    }
    if total > 0 { lookAtAllRows() }
    finish()
    return record
  }

  private func takeStep() {
    if settings.combiner == .average {
      training.step()
    } else {
      training.step(
        combiner: settings.combiner.combiner, focal: focal, random: random.split("combine", training.stepsDone))
    }
  }

  private mutating func lookAtAllRows() {
    for (view, part) in [(ProbeView.train, GradientTraining.Part.training), (.heldOut, .test)]
    where settings.measuredViews.contains(view) {
      let rank = effectiveRank(training.representation(part, limit: Self.rankRows))
      add(training.measure(part), view: view, effectiveRank: rank)
    }
  }

  private var isInWindow: Bool {
    ProbeReplicate.tenth(of: training.stepsDone, total: total) > ProbeReplicate.tenths - 2
  }

  private mutating func lookAtNextBatch() {
    if settings.measuredViews.contains(.minibatch) { add(training.measureNextBatch(), view: .minibatch) }
    if settings.lookahead && isInWindow { lookaheads.append(training.lookahead(rate: LookaheadRate.value)) }
  }

  private mutating func add(_ products: GradientProducts, view: ProbeView, effectiveRank: Double? = nil) {
    let step = training.stepsDone
    let epoch = Double(step) / Double(training.stepsPerEpoch)
    let whole = cosines(ofGram: products.total)
    record.cosines[view]?[ProbeReplicate.tenth(of: step, total: total)].add(whole)
    var point = ProbePoint(
      replicate: record.replicate, view: view, step: step, epoch: epoch, gram: products.total, cosines: whole,
      focal: focal)
    point.effectiveRank = effectiveRank
    point.loss = mean(products.losses.filter { !$0.isNaN })
    record.trajectory.append(point)
    for (layer, gram) in zip(training.layers, products.layers) {
      record.layers.append(
        ProbePoint(
          replicate: record.replicate, view: view, step: step, epoch: epoch, layer: layer.name, gram: gram,
          cosines: cosines(ofGram: gram), focal: focal))
    }
    if settings.advise && view == .minibatch && isInWindow { compareDirections(products.total) }
  }

  private mutating func compareDirections(_ gram: Matrix<Double>) {
    for name in CombinerName.allCases where name != .average && (focal != nil || !name.combiner.needsFocal) {
      let stream = random.split("direction", training.stepsDone)
      if let change = DirectionChange(name, gram: gram, focal: focal, random: stream) {
        changes[name, default: []].append(change.cosine)
      }
    }
  }

  private mutating func finish() {
    record.directions = CombinerName.allCases.compactMap { name in
      mean(changes[name] ?? []).map { DirectionChange(combiner: name, cosine: $0) }
    }
    record.lookahead = Self.meanMatrix(lookaheads.map(\.affinity))
    record.lookaheadFirstOrder = Self.meanMatrix(lookaheads.map(\.firstOrder))
  }

  /// The mean of the entries that are numbers.
  private static func meanMatrix(_ matrices: [Matrix<Double>]) -> Matrix<Double>? {
    guard var result = matrices.first else { return nil }
    for k in result.elements.indices {
      let values = matrices.map { $0.elements[k] }.filter { !$0.isNaN }
      result.elements[k] = mean(values) ?? .nan
    }
    return result
  }
}

/// The step of the lookahead: that of the training would be lost in the noise of single precision.
enum LookaheadRate {
  static let value = 0.1
}
