internal import LinearAlgebra
internal import Molecules
internal import Statistics
internal import Tables

extension MoleculeColumn {
  /// Fingerprints as bits, stored sparsely; counts and descriptors scaled like any other numbers.
  func encoded(at sources: [Int], threads: Int) -> FeatureSource.Encoded {
    if fingerprint.form == .morgan {
      let names = (0..<fingerprint.bits).map { "morgan\($0)" }
      return FeatureSource.Encoded(features: .sparse(bits(at: sources)), names: names, warnings: [])
    }
    let encoder = FeatureEncoder(columns(at: sources), rows: Array(sources.indices), threads: threads)
    // That a bit is set in no molecule, or a descriptor is rare, is nothing that anyone can mend.
    let warnings = encoder.warnings.filter { $0.kind == .imputedCells }
    return FeatureSource.Encoded(features: encoder.features, names: encoder.names, warnings: warnings)
  }

  private func bits(at sources: [Int]) -> SparseBinaryMatrix {
    var starts = [0]
    var indices: [Int32] = []
    starts.reserveCapacity(sources.count + 1)
    for source in sources {
      indices.append(contentsOf: molecules.bits[molecules.environments(of: Int(rows[source]))])
      starts.append(indices.count)
    }
    return SparseBinaryMatrix(rows: sources.count, columns: fingerprint.bits, starts: starts, indices: indices)
  }

  private func columns(at sources: [Int]) -> [FeatureColumn] {
    var columns: [TableColumn] = []
    let places = sources.map { Int(rows[$0]) }
    switch fingerprint.form {
    case .morgan: break
    case .counts: columns = environments(at: places, named: "count") { Double($0) }
    case .joined: columns = environments(at: places, named: "morgan") { _ in 1 }
    case .descriptors: break
    }
    if fingerprint.hasDescriptors { columns += descriptors(at: places) }
    return columns.map { FeatureColumn(column: $0, isCategorical: false) }
  }

  private func environments(at places: [Int], named name: String, _ value: (UInt16) -> Double) -> [TableColumn] {
    var values = [[Double]](repeating: [Double](repeating: 0, count: places.count), count: fingerprint.bits)
    for (row, molecule) in places.enumerated() {
      for position in molecules.environments(of: molecule) {
        values[Int(molecules.bits[position])][row] = value(molecules.counts[position])
      }
    }
    return values.enumerated().map { TableColumn(name: "\(name)\($0)", numbers: $1) }
  }

  private func descriptors(at places: [Int]) -> [TableColumn] {
    let names = MoleculeTable.descriptorNames
    return names.indices.map { index in
      let values = places.map { molecules.descriptors[$0 * names.count + index] }
      return TableColumn(name: names[index], numbers: Self.tamed(values))
    }
  }

  /// Descriptors beyond this are no more known than those that are not finite.
  private static let greatestDescriptor = 1e9
  /// Descriptors further from their mean, in standard deviations, are brought in to there.
  private static let greatestDeviation = 10.0

  /// Values with what is undefined or absurd as missing, and what is far out brought in.
  private static func tamed(_ values: [Double]) -> [Double] {
    let known = values.filter { abs($0) <= greatestDescriptor }
    guard let center = mean(known), let spread = standardDeviation(known) else {
      return values.map { abs($0) <= greatestDescriptor ? $0 : .nan }
    }
    let reach = greatestDeviation * spread
    return values.map { value in
      abs(value) <= greatestDescriptor ? min(max(value, center - reach), center + reach) : .nan
    }
  }
}
