/// Collects the cells of one column while a file is read, widening from flags to numbers to text as they come.
final class ColumnBuilder {
  private enum Form { case flags, numbers, text }

  let name: String
  private let file: String
  private let missing: MissingTokens
  private let hasDecimalCommas: Bool
  /// Numbers were dropped before the first text: their spelling is gone and the file must be read again.
  private(set) var lostSpelling = false
  private var form: Form
  private var flags: [UInt8] = []
  private var numbers: [Double] = []
  private var text = TextCells()
  private var missingCount = 0
  private var numberCount = 0
  /// How often each token for missing occurs, by its spelling.
  private var tokens: [String: Int] = [:]
  private var firstMisfit: TableColumn.Misfit?

  init(name: String, file: String, asText: Bool, missing: MissingTokens, hasDecimalCommas: Bool) {
    self.name = name
    self.file = file
    self.missing = missing
    self.hasDecimalCommas = hasDecimalCommas
    form = asText ? .text : .flags
  }

  /// How cells may be collected before they come here.
  ///
  /// Tokens that are numbers, and decimal commas, have to be asked for cell by cell.
  var kind: PlainRows.Kind {
    switch form {
    case .flags: missing.holdFlags ? .cells : .flags
    case .numbers: hasDecimalCommas || missing.holdNumbers ? .cells : .numbers
    case .text: .cells
    }
  }

  /// Adds cells that were collected as flags; the column must have held nothing else.
  func append(flags codes: UnsafeBufferPointer<UInt8>) {
    precondition(form == .flags, "column \(name) is no longer made of flags")
    flags.append(contentsOf: codes)
    missingCount += codes.count { $0 == TableColumn.missingFlag }
    numberCount = flags.count - missingCount
  }

  /// Adds numbers, NaN where empty; the column must have come to hold numbers.
  func append(numbers values: UnsafeBufferPointer<Double>) {
    precondition(form == .numbers, "column \(name) is not made of numbers")
    numbers.append(contentsOf: values)
    let empty = values.count(where: \.isNaN)
    missingCount += empty
    numberCount += values.count - empty
  }

  /// Adds a cell; `bytes[count]` is no part of a number. Returns false where the bytes are not UTF-8.
  func append(_ bytes: UnsafePointer<UInt8>, count: Int, line: Int) -> Bool {
    if count == 0 {
      missingCount += 1
      appendMissing()
      return true
    }
    let value =
      hasDecimalCommas
      ? NumberParser.parseDecimalComma(bytes, count: count) : NumberParser.parse(bytes, count: count)
    let cell = UnsafeBufferPointer(start: bytes, count: count)
    if value.map(missing.contains) ?? missing.contains(cell) {
      appendToken(cell)
      return true
    }
    if let value, value.isFinite {
      numberCount += 1
      if form == .text { text.append(cell) } else { appendNumber(value) }
      return true
    }
    guard String(validating: cell, as: UTF8.self) != nil else { return false }
    if firstMisfit == nil { noteMisfit(cell, line: line, overflow: value != nil) }
    becomeText()
    text.append(cell)
    return true
  }

  func finish() -> TableColumn {
    let cells: TableColumn.Cells =
      switch form {
      case .flags: .flags(flags)
      case .numbers: .numbers(numbers)
      case .text: .text(text)
      }
    return TableColumn(
      name: name, cells: cells, missingCount: missingCount, numberCount: numberCount, tokens: tokens,
      firstMisfit: firstMisfit)
  }

  /// A token is missing among numbers and text in a column of text.
  private func appendToken(_ cell: UnsafeBufferPointer<UInt8>) {
    tokens[String(decoding: cell, as: UTF8.self), default: 0] += 1
    if form == .text {
      text.append(cell)
    } else {
      missingCount += 1
      appendMissing()
    }
  }

  private func appendMissing() {
    switch form {
    case .flags: flags.append(TableColumn.missingFlag)
    case .numbers: numbers.append(.nan)
    case .text: text.appendEmpty(1)
    }
  }

  private func appendNumber(_ value: Double) {
    if form == .flags {
      if value == 0 || value == 1 {
        flags.append(value == 0 ? 0 : 1)
        return
      }
      numbers = flags.map { $0 == TableColumn.missingFlag ? .nan : Double($0) }
      flags = []
      form = .numbers
    }
    numbers.append(value)
  }

  private func becomeText() {
    guard form != .text else { return }
    lostSpelling = numberCount > 0 || !tokens.isEmpty
    text.appendEmpty(form == .flags ? flags.count : numbers.count)
    flags = []
    numbers = []
    form = .text
  }

  private func noteMisfit(_ cell: UnsafeBufferPointer<UInt8>, line: Int, overflow: Bool) {
    let spelling = String(decoding: cell, as: UTF8.self)
    let bare = spelling.lowercased().drop { $0 == "-" || $0 == "+" }
    let isNotFinite = overflow || ["inf", "infinity", "nan"].contains(bare)
    firstMisfit = TableColumn.Misfit(file: file, line: line, text: spelling, isNotFinite: isNotFinite)
  }
}
