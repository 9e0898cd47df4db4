import LinearAlgebra
import Panels

/// What a random panel should look like.
struct PanelShape: CustomStringConvertible, Sendable {
  enum Inputs: String, Sendable, CaseIterable {
    /// Normal numbers.
    case numbers
    /// Small integers, a constant feature, 0/1 features and duplicated rows: ties everywhere.
    case ties
    /// 0/1, stored sparse.
    case bits
    /// 0/1, stored as numbers.
    case denseBits
  }

  var layout: PanelLayout
  var inputs: Inputs
  var seed: UInt64
  var rows = 120
  var features = 7
  var tasks = 6
  /// Whether two tasks are cut down to two rows.
  var hasTinyTasks = true

  var description: String { "\(layout) \(inputs) seed \(seed)" }

  /// Whether rows can be at equal distances; rows that two tasks share tie with their copies.
  var hasTies: Bool { inputs != .numbers || layout == .wide }

  static func all(seeds: ClosedRange<UInt64>) -> [PanelShape] {
    [PanelLayout.wide, .stacked].flatMap { layout in
      Inputs.allCases.flatMap { inputs in
        seeds.map { PanelShape(layout: layout, inputs: inputs, seed: $0) }
      }
    }
  }
}

extension PanelShape {
  /// The panel of this shape.
  func panel() -> Panel {
    let stream = RandomStream(seed: seed).split("random panel")
    let matrix = makeFeatures(stream.split("features"))
    let features = inputs == .bits ? Features.sparse(sparse(matrix)) : .dense(matrix)
    var random = stream.split("entities")
    let entities = layout == .wide ? repeatedRows : (0..<rows).map { _ in random.below(rows / 3) }
    return Panel(
      features: features, featureNames: (0..<self.features).map { "x\($0)" }, tasks: makeTasks(stream), layout: layout,
      entities: entities, entityCount: rows, overlapIsKnown: layout == .wide || seed % 2 == 0)
  }

  /// The entities of a wide panel: with an even seed some have two rows.
  private var repeatedRows: [Int] { (0..<rows).map { seed % 2 == 0 && $0 % 3 == 1 ? $0 - 1 : $0 } }

  private func makeFeatures(_ stream: RandomStream) -> Matrix<Float> {
    var random = stream
    var matrix = Matrix<Float>(rows: rows, columns: features)
    for row in 0..<rows {
      for column in 0..<features {
        let drift = Double(row) / Double(rows)
        switch inputs {
        case .numbers: matrix[row, column] = Float(random.normal() + drift)
        case .ties:
          matrix[row, column] =
            column == 0
            ? 1.5 : column == 1 ? Float(random.below(2)) : Float(random.below(3)) * 0.7 + (drift > 0.8 ? 0.7 : 0)
        case .bits, .denseBits: matrix[row, column] = random.uniform() < 0.2 + 0.4 * drift ? 1 : 0
        }
      }
      if inputs != .numbers && row > 3 && random.below(4) == 0 {
        let copied = random.below(row)
        for column in 0..<features { matrix[row, column] = matrix[copied, column] }
      }
    }
    return matrix
  }

  private func sparse(_ matrix: Matrix<Float>) -> SparseBinaryMatrix {
    var starts = [0]
    var indices: [Int32] = []
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns where matrix[row, column] == 1 { indices.append(Int32(column)) }
      starts.append(indices.count)
    }
    return SparseBinaryMatrix(rows: matrix.rows, columns: matrix.columns, starts: starts, indices: indices)
  }

  private func makeTasks(_ stream: RandomStream) -> [LearningTask] {
    var random = stream.split("tasks")
    return (0..<tasks).map { task in
      var measured =
        layout == .stacked
        ? (0..<rows).filter { $0 * tasks / rows == task }
        : (0..<rows).filter { _ in random.uniform() < 0.2 + 0.6 * Double(task) / Double(tasks) }
      if hasTinyTasks && task % 4 == 1 { measured = Array(measured.prefix(2)) }
      let kind: TaskKind = task % 3 == 2 ? .regression : .classification
      let targets = measured.map { row -> Double in
        let noise = random.normal()
        return kind == .regression ? noise + Double(row) * 0.01 : noise + Double(row) * 0.005 > 0.4 ? 1 : 0
      }
      return LearningTask(name: "t\(task)", kind: kind, rows: measured, targets: targets)
    }
  }
}
