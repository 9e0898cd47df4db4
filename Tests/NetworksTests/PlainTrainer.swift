import LinearAlgebra
import Networks
import Panels

/// The plain twin of `Trainer`: the documented algorithm with arrays and sorting, nothing reused.
struct PlainTrainer {
  let request: FitRequest
  let rows: Matrix<Float>
  var network: PlainNetwork
  private var first: [Double]
  private var second: [Double]
  private var steps = 0

  init(_ request: FitRequest) {
    self.request = request
    rows = request.inputs.features.denseRows(Array(0..<request.inputs.rowCount))
    network = PlainNetwork(request: request)
    first = [Double](repeating: 0, count: network.flat.count)
    second = first
  }

  static func key(_ identity: Int, salt: UInt64) -> UInt32 {
    var x = UInt32(identity) &* 0x9E37_79B1 ^ UInt32(truncatingIfNeeded: salt)
    x ^= x >> 16
    x = x &* 0x85EB_CA6B &+ UInt32(salt >> 32)
    x ^= x >> 13
    x = x &* 0xC2B2_AE35
    return x ^ x >> 16
  }

  static func order(_ identities: [Int], epoch: Int, stream: RandomStream) -> [Int] {
    var stream = stream.split("epoch", epoch)
    let salt = stream.next()
    return identities.indices.sorted { key(identities[$0], salt: salt) < key(identities[$1], salt: salt) }
  }

  static func entries(_ list: HeadRows, head: Int) -> [PlainNetwork.Entry] {
    list.rows.indices.map {
      PlainNetwork.Entry(
        row: list.rows[$0], head: head, target: Double(list.targets[$0]), weight: Double(list.weights?[$0] ?? 1),
        offset: Double(list.offsets?[$0] ?? 0))
    }
  }

  /// The entries of every step of an epoch.
  func batches(epoch: Int) -> [[PlainNetwork.Entry]] {
    let size = request.settings.batchSize
    let lists = request.heads.enumerated().map { Self.entries($1.train, head: $0) }
    switch request.batching {
    case .sharedRows:
      let union = Set(lists.joined().map(\.row)).sorted()
      let order = Self.order(union, epoch: epoch, stream: request.order).map { union[$0] }
      return stride(from: 0, to: order.count, by: size).map { start in
        let batch = Set(order[start..<min(start + size, order.count)])
        return lists.joined().filter { batch.contains($0.row) }
      }
    case .perHead:
      let largest = lists.map(\.count).max() ?? 0
      let shuffled = lists.enumerated().map { head, list -> [PlainNetwork.Entry] in
        guard !list.isEmpty else { return [] }
        var draws = request.heads[head].order.split("resample")
        let full = list + (list.count..<largest).map { _ in list[draws.below(list.count)] }
        return Self.order(Array(0..<largest), epoch: epoch, stream: request.heads[head].order).map { full[$0] }
      }
      return stride(from: 0, to: largest, by: size).map { start in
        shuffled.flatMap { $0.isEmpty ? [] : Array($0[start..<min(start + size, largest)]) }
      }
    }
  }

  /// What training rows drop in an epoch.
  func dropout(epoch: Int) -> PlainDropout? {
    let rate = request.settings.dropout
    return rate > 0 ? PlainDropout(rate: rate, epoch: epoch, stream: request.initialisation) : nil
  }

  private var weightDecay: Double {
    let (settings, cells) = (request.settings, request.heads.reduce(0) { $0 + $1.train.rows.count })
    return settings.weightDecayRows == 0
      ? settings.weightDecay : settings.weightDecay * Double(settings.weightDecayRows) / Double(cells)
  }

  mutating func step(_ gradient: [Double], epoch: Int, stepsPerEpoch: Int) {
    steps += 1
    let (t, settings) = (Double(steps), request.settings)
    let rise = min(1, t / max((settings.warmUpEpochs * Double(stepsPerEpoch)).rounded(), 1))
    let rate = settings.learningRate * rise * power(settings.rateDecay, Double(epoch - 1))
    let c = rate * (1 - power(0.999, t)).squareRoot() / (1 - power(0.9, t))
    for i in gradient.indices {
      first[i] = 0.9 * first[i] + 0.1 * gradient[i]
      second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i]
      network.flat[i] -= c * first[i] / (second[i].squareRoot() + 1e-7)
      if !network.isBias(i) { network.flat[i] *= 1 - rate * weightDecay }
    }
  }

  /// A place where the network is validated: after a step of an epoch.
  private struct Best {
    var network: PlainNetwork
    var loss = Double.infinity
    var epoch = 0
  }

  mutating func fit() -> FitResult {
    let settings = request.settings
    let validation = request.heads.enumerated().flatMap { Self.entries($1.validation, head: $0) }
    // One for all heads, or one for each.
    let isJoint = settings.stopping == .joint
    var best = (0..<(isJoint ? 1 : request.heads.count)).map { _ in Best(network: network) }
    func judge(_ network: PlainNetwork, _ epoch: Int) {
      let losses = network.losses(validation, rows: rows)
      for place in best.indices {
        let loss = isJoint ? network.value(validation, rows: rows) : losses[place]
        if loss < best[place].loss { best[place] = Best(network: network, loss: loss, epoch: epoch) }
      }
    }
    if settings.headStart == .baseRate { judge(network, 0) }
    var epoch = 0
    while epoch < settings.maxEpochs && best.contains(where: { epoch - $0.epoch < settings.patience }) {
      epoch += 1
      let batches = batches(epoch: epoch)
      for (k, batch) in batches.enumerated() {
        let gradient = network.gradient(batch, rows: rows, dropout: dropout(epoch: epoch))
        step(gradient, epoch: epoch, stepsPerEpoch: batches.count)
        let passed = [k, k + 1].map { $0 * settings.checkpointsPerEpoch / batches.count }
        if passed[1] > passed[0] { judge(network, epoch) }
      }
    }
    let outputs = request.heads.enumerated().map { head, data in
      let network = best[isJoint ? 0 : head].network
      return Self.entries(data.test, head: head).map { entry in
        Float(network.output(network.activations(rows.row(entry.row)).last!, head: head) + entry.offset)
      }
    }
    let total = zip(best, isJoint ? [1] : network.taskWeights).reduce(0) { $0 + $1.0.loss * $1.1 }
    return FitResult(
      testOutputs: outputs, epochs: epoch, bestEpoch: best.map(\.epoch).max() ?? 0, validationLoss: total)
  }
}
