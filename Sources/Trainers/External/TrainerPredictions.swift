internal import Diagnostics
internal import Panels
internal import Tables

/// What a trainer predicts of the test rows of a fold: one number for every label that it was not shown.
struct TrainerPredictions {
  /// By task of the job, then by test row that has a label of the task.
  let values: [[Double]]

  /// Why predictions do not count, in a sentence for people.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// Reads `predictions.csv`: `id` and one column a task, in any order, other columns and rows aside.
  ///
  /// - Parameter rows: by task, the test rows that have a label of it.
  /// - Throws: `Refusal` where the file, a column, an id or a number is missing, an id stands twice, or a probability is none.
  init(_ path: String, table: TrainingTable, kinds: [TaskKind], rows: [[Int]]) throws(Refusal) {
    let file: Table
    do { file = try Table.read(path) } catch {
      throw Refusal(
        reason: error.exitCode == .noInput ? "it wrote no predictions.csv" : "its predictions.csv: \(error)")
    }
    let places = try Self.places(in: file)
    var values: [[Double]] = []
    for (task, name) in table.taskColumns.enumerated() {
      guard let column = file.column(name) else {
        throw Refusal(
          reason: "its predictions.csv has no column \(UserError.shown(name)), but "
            + UserError.abbreviatedList(file.columnNames, limit: 8))
      }
      let missing = rows[task].filter { places[$0] == nil }
      guard missing.isEmpty else {
        throw Refusal(
          reason: "its predictions.csv lacks \(NumberText.counted(missing.count, "id")) of "
            + "\(rows[task].count): \(UserError.abbreviatedList(missing.map(String.init), limit: 5))")
      }
      values.append(
        try Self.numbers(of: column, at: rows[task], places: places, isProbability: kinds[task] == .classification))
    }
    self.values = values
  }

  private static func places(in file: Table) throws(Refusal) -> [Int: Int] {
    guard let ids = file.column(TrainingTable.idColumn) else {
      throw Refusal(
        reason: "its predictions.csv has no column id, but \(UserError.abbreviatedList(file.columnNames, limit: 8))")
    }
    var places: [Int: Int] = [:]
    for place in 0..<file.rowCount {
      guard let id = Int(ids.text(place)) else { continue }
      guard places.updateValue(place, forKey: id) == nil else {
        throw Refusal(reason: "its predictions.csv has the id \(id) twice")
      }
    }
    return places
  }

  private static func numbers(
    of column: TableColumn, at rows: [Int], places: [Int: Int], isProbability: Bool
  ) throws(Refusal) -> [Double] {
    let numbers = column.numbers
    var values: [Double] = []
    for row in rows {
      guard let place = places[row] else { continue }
      let value = numbers.map { $0[place] } ?? Double(column.text(place)) ?? .nan
      guard value.isFinite else {
        let text = UserError.shortened(column.text(place))
        throw Refusal(
          reason: "its prediction of \(UserError.shown(column.name)) for id \(row) is "
            + (text.isEmpty ? "empty" : "\(UserError.shown(text)), not a number"))
      }
      guard !isProbability || (0...1).contains(value) else {
        throw Refusal(
          reason: "its prediction of \(UserError.shown(column.name)) for id \(row) is \(shortestText(value)), not a "
            + "probability")
      }
      values.append(value)
    }
    return values
  }
}
