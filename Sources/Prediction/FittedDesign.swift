internal import LinearAlgebra

/// The columns of the model for some labels: constant, inputs, products, targets, partners, each scaled by the standard
/// deviation that its weight has before any label is seen.
struct FittedDesign: Sendable {
  let standardised: Matrix<Double>
  let products: Matrix<Double>
  let expansion: QuadraticExpansion
  let taskCount: Int
  let pairs: [OrderedPair]
  /// Which inputs are skills.
  let isSkill: [Bool]

  init(of pairs: [OrderedPair], inputs: PairInputs, space: InputSpace) {
    standardised = space.scaling.apply(to: inputs.values(of: pairs), names: inputs.names)
    products = space.expansion.expand(standardised)
    expansion = space.expansion
    taskCount = inputs.taskCount
    isSkill = space.scaling.inputs.map { $0.name.hasPrefix("skill_") }
    self.pairs = pairs
  }

  /// Average variances of the blocks as (linear, quadratic, target, partner) kernels with mean diagonal 1; the last one is
  /// the identity of what is particular to a pair.
  func kernels(rows: [Int], settings: PredictorSettings) -> [Matrix<Double>] {
    let chosen = rows.map { pairs[$0] }
    let inputs = standardised.selectingRows(rows)
    var kernels = [Self.kernel(inputs.selectingColumns(isSkill.indices.filter { !isSkill[$0] }))]
    if isSkill.contains(true) {
      kernels.append(Self.kernel(inputs.selectingColumns(isSkill.indices.filter { isSkill[$0] })))
    }
    if settings.quadratic { kernels.append(Self.kernel(products.selectingRows(rows))) }
    if settings.taskEffects {
      kernels.append(Self.same(chosen.map(\.target)))
      kernels.append(Self.same(chosen.map(\.partner)))
    }
    kernels.append(Self.same(Array(rows.indices)))
    return kernels
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

    init(_ variances: SignalVariances, isSkill: [Bool], products: Int) {
      let skills = isSkill.count { $0 }
      let relation = (variances.linear / Double(max(isSkill.count - skills, 1))).squareRoot()
      let skill = (variances.skill / Double(max(skills, 1))).squareRoot()
      constant = variances.constant.squareRoot()
      linear = isSkill.map { $0 ? skill : relation }
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
