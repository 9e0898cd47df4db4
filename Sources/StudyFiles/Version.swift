/// The version of Kindred, as in `kindred --version` and every result.
public let kindredVersion = "0.1.0"
