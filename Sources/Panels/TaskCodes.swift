/// What the different values of a task's targets say: classes, codes of classes, or numbers.
enum TaskCodes: Equatable {
  /// Nothing but 0 and 1.
  case classes
  /// Two other values, the lower one first.
  case two(Double, Double)
  /// -1 beside 0 and 1, which often says that nothing was measured.
  case minusOneZeroOne
  /// One value or many.
  case numbers

  init(_ values: [Double]) {
    var different: [Double] = []
    for value in values where !different.contains(value) {
      different.append(value)
      if different.count > 3 { break }
    }
    different.sort()
    switch different.count {
    case _ where different.allSatisfy { $0 == 0 || $0 == 1 }: self = .classes
    case 2: self = .two(different[0], different[1])
    case 3 where different == [-1, 0, 1]: self = .minusOneZeroOne
    default: self = .numbers
    }
  }

  /// Whether two values are a usual way to write classes: -1 and 1, or 1 and 2.
  var areUsualCodes: Bool { self == .two(-1, 1) || self == .two(1, 2) }
}
