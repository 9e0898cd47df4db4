internal import LinearAlgebra
internal import Panels

/// Some rows of a panel's features as the design of a linear model: products with vectors and nothing else.
struct DesignMatrix {
  let rows: Int
  let columns: Int
  private let storage: Storage

  private enum Storage {
    case dense(Matrix<Double>)
    /// The ones of row k are `indices[starts[k]..<starts[k + 1]]`.
    case sparse(starts: [Int], indices: [Int32])
  }

  init(_ inputs: PanelInputs, rows selected: [Int]) {
    rows = selected.count
    columns = inputs.features.columns
    switch inputs.features {
    case .dense(let matrix):
      var elements: [Double] = []
      elements.reserveCapacity(selected.count * matrix.columns)
      for row in selected {
        for value in matrix.elements[row * matrix.columns..<(row + 1) * matrix.columns] {
          elements.append(Double(value))
        }
      }
      storage = .dense(Matrix(rows: selected.count, columns: matrix.columns, elements: elements))
    case .sparse(let matrix):
      var (starts, indices): ([Int], [Int32]) = ([0], [])
      for row in selected {
        indices += matrix.indices[matrix.starts[row]..<matrix.starts[row + 1]]
        starts.append(indices.count)
      }
      storage = .sparse(starts: starts, indices: indices)
    }
  }

  /// X v
  func multiplied(by vector: [Double]) -> [Double] {
    switch storage {
    case .dense(let matrix): return matrix.multiplied(by: vector)
    case .sparse(let starts, let indices):
      var result = [Double](repeating: 0, count: rows)
      indices.withUnsafeBufferPointer { indices in
        vector.withUnsafeBufferPointer { vector in
          for row in 0..<rows {
            var sum = 0.0
            for place in starts[row]..<starts[row + 1] { sum += vector[Int(indices[place])] }
            result[row] = sum
          }
        }
      }
      return result
    }
  }

  /// X' u
  func transposeMultiplied(by vector: [Double]) -> [Double] {
    switch storage {
    case .dense(let matrix): return matrix.transposeMultiplied(by: vector)
    case .sparse(let starts, let indices):
      var result = [Double](repeating: 0, count: columns)
      indices.withUnsafeBufferPointer { indices in
        result.withUnsafeMutableBufferPointer { result in
          for row in 0..<rows {
            for place in starts[row]..<starts[row + 1] { result[Int(indices[place])] += vector[row] }
          }
        }
      }
      return result
    }
  }

  /// For every column the sum of u x^2.
  func squares(weightedBy vector: [Double]) -> [Double] {
    guard case .dense(let matrix) = storage else { return transposeMultiplied(by: vector) }
    var squared = matrix
    for place in squared.elements.indices { squared.elements[place] *= squared.elements[place] }
    return squared.transposeMultiplied(by: vector)
  }
}
