/// What numbers are made of molecules: `morgan:RADIUS:BITS`, `counts:RADIUS:BITS`, `descriptors` or `joined:RADIUS:BITS`.
public struct FingerprintSettings: Equatable, Sendable {
  /// What the numbers are.
  public enum Form: String, CaseIterable, Sendable {
    /// Whether each hashed Morgan environment occurs (Rogers & Hahn 2010), 0 or 1.
    case morgan
    /// How often it occurs.
    case counts
    /// RDKit's two-dimensional descriptors.
    case descriptors
    /// Morgan bits and descriptors.
    case joined
  }

  /// What `radius` may be.
  public static let radiusRange = 0...8
  /// What `bits` may be.
  public static let bitsRange = 16...65_536

  /// What the numbers are.
  public var form: Form
  /// Bonds around an atom; without meaning for descriptors alone.
  public var radius: Int
  /// What environments are hashed to; without meaning for descriptors alone.
  public var bits: Int

  /// Settings in their bounds; nothing is checked here.
  public init(form: Form = .morgan, radius: Int = 2, bits: Int = 2048) {
    self.form = form
    self.radius = radius
    self.bits = bits
  }

  /// Reads `morgan`, `morgan:2` or `morgan:2:2048` (and the other forms alike); nil where it is none of them.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let form = Form(rawValue: parts[0]), parts.count <= (form == .descriptors ? 1 : 3) else { return nil }
    self.init(form: form)
    if parts.count > 1 {
      guard let radius = Int(parts[1]), Self.radiusRange.contains(radius) else { return nil }
      self.radius = radius
    }
    if parts.count > 2 {
      guard let bits = Int(parts[2]), Self.bitsRange.contains(bits) else { return nil }
      self.bits = bits
    }
  }

  /// As it is typed.
  public var text: String { form == .descriptors ? form.rawValue : "\(form.rawValue):\(radius):\(bits)" }

  package var hasDescriptors: Bool { form == .descriptors || form == .joined }
}

extension FingerprintSettings: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let settings = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no fingerprint")
    }
    self = settings
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
