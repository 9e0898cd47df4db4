/// The version of Kindred, as in `kindred --version` and every result.
public let kindredVersion = "0.1.0"

/// The form of a study's files that this version writes; studies of a later form are refused.
package let studyFormat = 1
