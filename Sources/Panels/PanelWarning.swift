internal import Diagnostics

/// Something about a panel that is not wrong but will hurt, or that the user may not expect.
public struct PanelWarning: Codable, Equatable, Sendable {
  /// What kind of thing it is.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case constantFeatures, tinyTasks, oneClassTasks, duplicatedRows, identicalTasks, skewedTargets, imputedCells
    case leftOutColumns, droppedTasks, repeatedMeasurements, unknownOverlap, rowsWithoutTask
    case missingTokens, numericNames, moleculesNotRead, sentinels, extremeValues, codedClasses, zeroWeights
    case unlearnableTasks, skippedRows, fragments, mixedUnits, boundedTargets
  }

  /// What kind of thing it is, for programs.
  public var kind: Kind
  /// One or two sentences for the user.
  public var message: String
  /// The columns or tasks it is about; pairs of tasks as "a, b".
  public var names: [String]

  /// A warning; a long message is cut.
  public init(_ kind: Kind, _ message: String, names: [String] = []) {
    self.kind = kind
    self.message = UserError.cut(message)
    self.names = names
  }
}
