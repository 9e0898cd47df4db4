internal import LinearAlgebra
internal import Statistics

/// The columns of the model for some labels: constant, inputs, products, targets, partners, each scaled by the standard
/// deviation that its weight has before any label is seen.
struct FittedDesign: Sendable {
  let standardised: Matrix<Double>
  let products: Matrix<Double>
  let expansion: QuadraticExpansion
  let taskCount: Int
  let pairs: [OrderedPair]
  /// The block of each input.
  let blocks: [InputBlock]

  init(of pairs: [OrderedPair], inputs: PairInputs, space: InputSpace) {
    standardised = space.scaling.apply(to: inputs.values(of: pairs), inputs: inputs.inputs)
    products = space.expansion.expand(standardised)
    expansion = space.expansion
    taskCount = inputs.taskCount
    blocks = space.blocks
    self.pairs = pairs
  }

  /// The blocks that have inputs, in the order of their kernels.
  var presentBlocks: [InputBlock] { InputBlock.allCases.filter(blocks.contains) }

  /// Covariances that the present blocks, products, targets and partners bring per unit of variance, with mean diagonal 1;
  /// the last one is the identity of what is particular to a pair.
  func kernels(rows: [Int], settings: PredictorSettings) -> [Matrix<Double>] {
    let chosen = rows.map { pairs[$0] }
    let inputs = standardised.selectingRows(rows)
    var kernels = presentBlocks.map { block in
      Self.kernel(inputs.selectingColumns(blocks.indices.filter { blocks[$0] == block }))
    }
    if products.columns > 0 { kernels.append(Self.kernel(products.selectingRows(rows))) }
    if settings.taskEffects {
      kernels.append(Self.same(chosen.map(\.target)))
      kernels.append(Self.same(chosen.map(\.partner)))
    }
    kernels.append(Self.same(Array(rows.indices)))
    return kernels
  }

  /// The share of the signal's variance that each kernel had on seven panels fitted with all their pairs, rounded, of
  /// those that are there. What few labels cannot tell is taken to be so here.
  func typicalShares(_ settings: PredictorSettings) -> [Double] {
    var shares = presentBlocks.map { block in
      switch block {
      case .relation: 0.1
      case .skill: 0.2
      case .prior: 0.2
      case .similarity: 0.1
      case .proxy: 0.4
      }
    }
    if products.columns > 0 { shares.append(0.2) }
    if settings.taskEffects { shares += [0.25, 0.07] }
    shares.append(0.07)
    let total = shares.reduce(0, +)
    return shares.map { $0 / total }
  }

  private static func kernel(_ columns: Matrix<Double>) -> Matrix<Double> {
    var product = columns.multiplied(byTransposeOf: columns)
    let scale = 1 / Double(max(columns.columns, 1))
    for index in product.elements.indices { product.elements[index] *= scale }
    return product
  }

  private static func same(_ names: [Int]) -> Matrix<Double> {
    var result = Matrix<Double>(rows: names.count, columns: names.count)
    for (row, a) in names.enumerated() {
      for (column, b) in names.enumerated() where a == b { result[row, column] = 1 }
    }
    return result
  }

  /// The prior standard deviation of each column's weight.
  struct Scales {
    let constant: Double
    /// One an input.
    let linear: [Double]
    let product: Double
    let target: Double
    let partner: Double

    init(_ variances: SignalVariances, blocks: [InputBlock], products: Int) {
      var scales: [InputBlock: Double] = [:]
      for (block, variance) in zip(InputBlock.allCases, variances.linear) {
        scales[block] = (variance / Double(max(blocks.count { $0 == block }, 1))).squareRoot()
      }
      constant = variances.constant.squareRoot()
      linear = blocks.map { scales[$0]! }
      product = (variances.quadratic / Double(max(products, 1))).squareRoot()
      target = variances.target.squareRoot()
      partner = variances.partner.squareRoot()
    }
  }

  /// (labels, 1 + inputs + products [+ tasks of targets] [+ tasks of partners]); blocks without variance are left out.
  func columns(_ scales: Scales) -> Matrix<Double> {
    let layout = Layout(self, scales)
    var result = Matrix<Double>(rows: pairs.count, columns: layout.width)
    for (row, pair) in pairs.enumerated() {
      let start = row * layout.width
      result.elements[start] = scales.constant
      for column in 0..<standardised.columns {
        result.elements[start + 1 + column] = scales.linear[column] * standardised[row, column]
      }
      if let first = layout.products {
        for column in 0..<products.columns {
          result.elements[start + first + column] = scales.product * products[row, column]
        }
      }
      if let first = layout.targets { result.elements[start + first + pair.target] = scales.target }
      if let first = layout.partners { result.elements[start + first + pair.partner] = scales.partner }
    }
    return result
  }

  /// Where the blocks of the design start.
  struct Layout {
    let products: Int?
    let targets: Int?
    let partners: Int?
    let width: Int

    init(_ design: FittedDesign, _ scales: Scales) {
      var next = 1 + design.standardised.columns
      func block(_ size: Int, _ scale: Double) -> Int? {
        guard scale > 0, size > 0 else { return nil }
        next += size
        return next - size
      }
      products = block(design.products.columns, scales.product)
      targets = block(design.taskCount, scales.target)
      partners = block(design.taskCount, scales.partner)
      width = next
    }
  }

  /// Turns the weights of the scaled columns into a polynomial and effects.
  func unpacked(
    _ weights: [Double], _ scales: Scales
  ) -> (polynomial: GainPolynomial, targets: [Double], partners: [Double]) {
    let layout = Layout(self, scales)
    func part(_ start: Int?, _ count: Int, _ scale: Double) -> [Double] {
      start.map { weights[$0..<$0 + count].map { $0 * scale } } ?? []
    }
    let linear = zip(weights[1...], scales.linear).map { $0 * $1 }
    let none = [Double](repeating: 0, count: taskCount)
    let targets = part(layout.targets, taskCount, scales.target)
    let partners = part(layout.partners, taskCount, scales.partner)
    return (
      GainPolynomial(
        constant: weights[0] * scales.constant, linear: linear,
        products: part(layout.products, products.columns, scales.product), expansion: expansion),
      targets.isEmpty ? none : targets, partners.isEmpty ? none : partners
    )
  }
}

extension Matrix<Double> {
  /// The columns with the given indices, in that order.
  func selectingColumns(_ indices: [Int]) -> Matrix<Double> {
    var result = Matrix(rows: rows, columns: indices.count)
    for row in 0..<rows {
      for (target, source) in indices.enumerated() { result[row, target] = self[row, source] }
    }
    return result
  }
}
