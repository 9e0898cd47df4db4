internal import Diagnostics
internal import LinearAlgebra
internal import Synchronization

/// The molecules of a list of texts: which molecule each text is, or why it is none.
package struct MoleculeReading: Equatable, Sendable {
  package internal(set) var table = MoleculeTable()
  /// By text: the molecule's number in `table`, or -1.
  package internal(set) var molecules: [Int32] = []
  /// By text: 0, or the raw value of the problem.
  package internal(set) var problems: [UInt8] = []
  /// By text: how many fragments were written, before any was taken off; 0 where nothing could be read.
  package internal(set) var fragments: [UInt16] = []

  init() {}

  /// Texts that a thread parses before it takes the next, and of which results are kept apart.
  private static let chunk = 128
  /// Chunks that are parsed before their results are put together.
  private static let wave = 64

  /// Parses `texts`, each different one once; the result does not depend on `threads`.
  ///
  /// O(texts), some .3 ms for a drug-like molecule. Without RDKit every text is a failure.
  package init(_ texts: [String], settings: MoleculeSettings, threads: Int) {
    var numbers: [String: Int32] = [:]
    var different: [String] = []
    let places = texts.map { text in
      if let known = numbers[text] { return known }
      let number = Int32(different.count)
      numbers[text] = number
      different.append(text)
      return number
    }
    numbers = [:]
    let read = MoleculeReading(different: different, settings: settings, threads: threads)
    table = read.table
    molecules = places.map { read.molecules[Int($0)] }
    problems = places.map { read.problems[Int($0)] }
    fragments = places.map { read.fragments[Int($0)] }
  }

  private init(different texts: [String], settings: MoleculeSettings, threads: Int) {
    // RDKit's tables are made on one thread.
    _ = (RDKit.version, MoleculeTable.descriptorNames)
    var known: [String: Int32] = [:]
    let chunks = (texts.count + Self.chunk - 1) / Self.chunk
    for first in stride(from: 0, to: chunks, by: Self.wave) {
      let count = min(Self.wave, chunks - first)
      let results = Mutex([Chunk?](repeating: nil, count: count))
      parallelFor(count, threads: threads) { index in
        let begin = (first + index) * Self.chunk
        let chunk = Chunk(texts[begin..<min(begin + Self.chunk, texts.count)], settings: settings)
        results.withLock { $0[index] = chunk }
      }
      for case let chunk? in results.withLock({ $0 }) { append(chunk, known: &known) }
    }
  }

  private mutating func append(_ chunk: Chunk, known: inout [String: Int32]) {
    for (text, place) in chunk.places.enumerated() {
      problems.append(chunk.problems[text])
      fragments.append(chunk.fragments[text])
      guard let place else {
        molecules.append(-1)
        continue
      }
      let canonical = chunk.table.smiles[place]
      if let number = known[canonical] {
        molecules.append(number)
      } else {
        known[canonical] = Int32(table.count)
        molecules.append(Int32(table.count))
        table.append(place, of: chunk.table)
      }
    }
  }
}

/// What one thread read of some texts.
private struct Chunk: Sendable {
  var table = MoleculeTable()
  /// By text: its place in `table`, where it is a molecule.
  var places: [Int?] = []
  var problems: [UInt8] = []
  var fragments: [UInt16] = []

  init(_ texts: ArraySlice<String>, settings: MoleculeSettings) {
    for text in texts {
      var parts = 0
      let problem = table.append(text, settings: settings, fragments: &parts)
      places.append(problem == nil ? table.count - 1 : nil)
      problems.append(problem?.rawValue ?? 0)
      fragments.append(UInt16(clamping: parts))
    }
  }
}
