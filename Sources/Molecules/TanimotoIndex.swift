/// Molecules by the Morgan bits that they have, to compare one molecule with all of them at once.
///
/// The Tanimoto similarity is bits of both over bits of either; that of two molecules without a bit is 1.
package struct TanimotoIndex: Sendable {
  private let table: MoleculeTable
  private let molecules: [Int]
  /// Places of the molecules with bit b: `holders[starts[b]..<starts[b + 1]]`.
  private let starts: [Int]
  private let holders: [Int32]

  /// - Parameter molecules: numbers of molecules in `table`, in the order in which similarities are to come.
  package init(_ table: MoleculeTable, molecules: [Int]) {
    self.table = table
    self.molecules = molecules
    var starts = [Int](repeating: 0, count: Int(table.bits.max() ?? 0) + 2)
    for molecule in molecules {
      for bit in table.bits[table.environments(of: molecule)] { starts[Int(bit) + 1] += 1 }
    }
    for bit in 1..<starts.count { starts[bit] += starts[bit - 1] }
    var next = starts
    var holders = [Int32](repeating: 0, count: starts.last ?? 0)
    for (place, molecule) in molecules.enumerated() {
      for bit in table.bits[table.environments(of: molecule)] {
        holders[next[Int(bit)]] = Int32(place)
        next[Int(bit)] += 1
      }
    }
    self.starts = starts
    self.holders = holders
  }

  package var count: Int { molecules.count }

  /// The similarities of a molecule of the table with all of the index. O(its bits x molecules that have them).
  package func similarities(of molecule: Int) -> [Float] {
    var shared = [Int32](repeating: 0, count: count)
    let own = table.environments(of: molecule)
    for bit in table.bits[own] {
      for place in holders[starts[Int(bit)]..<starts[Int(bit) + 1]] { shared[Int(place)] += 1 }
    }
    return molecules.indices.map { place in
      let either = own.count + table.environments(of: molecules[place]).count - Int(shared[place])
      return either == 0 ? 1 : Float(shared[place]) / Float(either)
    }
  }
}
