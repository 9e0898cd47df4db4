/// Relations of two tasks by the entities that both measured.
struct OverlapRelations: Sendable {
  /// Entities of a and b, and entities of both.
  let entities: (a: Int, b: Int)
  let shared: Int

  /// `sample_overlap` to `extra_rows_b` in the order of the registry; NaN for a task without entities.
  var columns: [Double] {
    let (a, b, both) = (Double(entities.a), Double(entities.b), Double(shared))
    return [
      defined(both / (a + b - both)), defined(both / a), defined(both / b), both, defined((b - both) / a),
      defined((a - both) / b),
    ]
  }
}
