public import Diagnostics
internal import LinearAlgebra
internal import RealModule

/// A panel whose task structure is known, for demonstrations and tests.
///
/// A sample has standard normal features x. Cluster c has two latent functions of three of them, each a sum of waves along
/// random directions; a task of the cluster mixes them with weights of its own, adds a function of its own and noise,
/// and measures a random part of the samples in a unit of its own:
///
///     y = unit (sqrt(relatedness) (a f_c1(x) + b f_c2(x)) + sqrt(1 - relatedness) g(x) + noise e) + offset,  a^2 + b^2 = 1
///
/// Where samples are molecules (`SyntheticMolecules`), x says which fragments a molecule has.
///
/// Tasks of one cluster help each other, because few rows of each do not pin down f_c; tasks of different clusters share
/// nothing but features. Tasks and clusters are in random order and named without a hint.
public struct SyntheticPanel: Sendable {
  /// What it was made from.
  public let settings: SyntheticPanelSettings
  /// One a task, without a hint at its cluster.
  public let taskNames: [String]
  /// The cluster of each task, 0..<clusters.
  public let clusters: [Int]
  /// (samples, features), rounded to what is written.
  let features: Matrix<Double>
  /// By sample, where they are molecules.
  let smiles: [String]?
  /// The samples that each task measures, ascending, and what it measured there.
  let rows: [[Int]]
  let targets: [[Double]]

  /// Makes the panel; everything follows from the settings.
  ///
  /// - Throws: `UserError` where a setting is out of bounds.
  /// - Complexity: O(tasks x samples x features).
  public init(_ settings: SyntheticPanelSettings = SyntheticPanelSettings()) throws(UserError) {
    try settings.check()
    self.settings = settings
    let root = RandomStream(seed: settings.seed).split("synthetic panel")
    var stream = root.split("features")
    var features = Matrix<Double>(rows: settings.samples, columns: settings.features)
    if settings.molecules {
      let molecules = SyntheticMolecules(settings.samples, kinds: settings.features, stream: stream)
      features = molecules.features
      smiles = molecules.smiles
    } else {
      for index in features.elements.indices { features.elements[index] = rounded(stream.normal(), to: 1000) }
      smiles = nil
    }
    self.features = features
    stream = root.split("order")
    var clusters = (0..<settings.tasks).map { $0 % settings.clusters }
    stream.shuffle(&clusters)
    let sizes = Self.sizes(settings, &stream)
    taskNames = Self.names(settings.tasks)
    let order = stream.permutation(settings.features)
    let support = Self.support
    let latent = (0..<settings.clusters).map { cluster in
      let chosen = (0..<support).map { order[(support * cluster + $0) % order.count] }
      return (0..<2).map { LatentFunction(features, of: chosen, stream: root.split("latent", cluster, $0)).values }
    }
    var kinds = (0..<settings.tasks).map {
      Double($0) < (settings.classificationShare * Double(settings.tasks)).rounded()
    }
    stream.shuffle(&kinds)
    var rows: [[Int]] = []
    var targets: [[Double]] = []
    for task in 0..<settings.tasks {
      var own = root.split("task", task)
      let chosen = own.sample(sizes[task], of: settings.samples).sorted()
      let signal = Self.signal(latent[clusters[task]], features, settings, own.split("own"), &own)
      rows.append(chosen)
      targets.append(Self.targets(signal, chosen, settings, isClassification: kinds[task], &own))
    }
    self.clusters = clusters
    self.rows = rows
    self.targets = targets
  }

  /// `task01`, `task02`, ..., as many digits as the last one has.
  private static func names(_ count: Int) -> [String] {
    let digits = String(count).count
    return (1...count).map { "task" + String(repeating: "0", count: digits - String($0).count) + String($0) }
  }

  /// How many features a latent function depends on; clusters take theirs in turn, so that they share few or none.
  private static let support = 3

  /// Sizes between the fewest and the most rows in equal ratios, in random order.
  private static func sizes(_ settings: SyntheticPanelSettings, _ stream: inout RandomStream) -> [Int] {
    let ratio = Double(settings.mostRows) / Double(settings.fewestRows)
    var sizes = (0..<settings.tasks).map { index in
      Int((Double(settings.fewestRows) * Double.pow(ratio, Double(index) / Double(settings.tasks - 1))).rounded())
    }
    stream.shuffle(&sizes)
    return sizes
  }

  /// The noiseless target of every sample, with variance about 1.
  private static func signal(
    _ latent: [[Double]], _ features: Matrix<Double>, _ settings: SyntheticPanelSettings, _ ownStream: RandomStream,
    _ stream: inout RandomStream
  ) -> [Double] {
    let angle = Double.pi / 4 * (1 + 0.3 * (2 * stream.uniform() - 1))
    let weights = (Double.cos(angle), Double.sin(angle))
    var choice = ownStream.split("choice")
    let own = LatentFunction(features, of: choice.sample(Self.support, of: settings.features), stream: ownStream).values
    let shared = settings.relatedness.squareRoot()
    let particular = (1 - settings.relatedness).squareRoot()
    return own.indices.map {
      shared * (weights.0 * latent[0][$0] + weights.1 * latent[1][$0]) + particular * own[$0]
    }
  }

  private static func targets(
    _ signal: [Double], _ rows: [Int], _ settings: SyntheticPanelSettings, isClassification: Bool,
    _ stream: inout RandomStream
  ) -> [Double] {
    let noisy = rows.map { signal[$0] + settings.noise * stream.normal() }
    let unit = Double.exp(stream.normal())
    let offset = 10 * stream.normal()
    if isClassification {
      let middle = noisy.sorted()[noisy.count / 2]
      return noisy.map { $0 >= middle ? 1 : 0 }
    }
    return noisy.map { rounded(unit * $0 + offset, to: 10_000) }
  }
}

/// A smooth nonlinear function of a few features: waves along random directions, standardised over the samples.
private struct LatentFunction {
  let values: [Double]

  /// How many waves a function is the sum of.
  private static let waves = 3

  init(_ features: Matrix<Double>, of chosen: [Int], stream: RandomStream) {
    var stream = stream
    var values = [Double](repeating: 0, count: features.rows)
    for _ in 0..<Self.waves {
      let direction = chosen.map { _ in stream.normal() }
      let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let phase = stream.uniform() * 2 * Double.pi
      for row in values.indices {
        let position = zip(chosen, direction).reduce(0) { $0 + features[row, $1.0] * $1.1 }
        values[row] += Double.sin(1.2 * position / length + phase)
      }
    }
    let center = values.reduce(0, +) / Double(values.count)
    let spread = (values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(values.count)).squareRoot()
    self.values = values.map { ($0 - center) / max(spread, .leastNormalMagnitude) }
  }
}

private func rounded(_ value: Double, to unit: Double) -> Double { (value * unit).rounded() / unit }
