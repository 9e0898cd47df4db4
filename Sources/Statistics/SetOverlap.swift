/// How many numbers two strictly ascending lists share; O(n + m).
public func sharedCount(ascending a: [Int], _ b: [Int]) -> Int {
  var i = 0
  var j = 0
  var shared = 0
  while i < a.count && j < b.count {
    if a[i] == b[j] {
      shared += 1
      i += 1
      j += 1
    } else if a[i] < b[j] {
      i += 1
    } else {
      j += 1
    }
  }
  return shared
}

/// The Jaccard similarity |a n b| / |a u b| of two sets given as strictly ascending lists; 0 where both are empty.
public func jaccardSimilarity(ascending a: [Int], _ b: [Int]) -> Double {
  let shared = sharedCount(ascending: a, b)
  let union = a.count + b.count - shared
  return union == 0 ? 0 : Double(shared) / Double(union)
}
