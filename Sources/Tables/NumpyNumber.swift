/// The types of numbers that NumPy arrays are read from.
enum NumpyNumber: String {
  case bool = "b1"
  case int8 = "i1"
  case uint8 = "u1"
  case int16 = "i2"
  case uint16 = "u2"
  case int32 = "i4"
  case uint32 = "u4"
  case int64 = "i8"
  case uint64 = "u8"
  case float16 = "f2"
  case float32 = "f4"
  case float64 = "f8"

  /// Bytes.
  var size: Int { Int(rawValue.dropFirst()) ?? 1 }

  /// The number at `offset`, which need not be aligned.
  func load(_ raw: UnsafeRawBufferPointer, at offset: Int, isBigEndian: Bool) -> Double {
    func bits<Bits: FixedWidthInteger>(_ type: Bits.Type) -> Bits {
      let stored = raw.loadUnaligned(fromByteOffset: offset, as: type)
      return isBigEndian ? Bits(bigEndian: stored) : Bits(littleEndian: stored)
    }
    return switch self {
    case .bool, .uint8: Double(raw[offset])
    case .int8: Double(Int8(bitPattern: raw[offset]))
    case .int16: Double(bits(Int16.self))
    case .uint16: Double(bits(UInt16.self))
    case .int32: Double(bits(Int32.self))
    case .uint32: Double(bits(UInt32.self))
    case .int64: Double(bits(Int64.self))
    case .uint64: Double(bits(UInt64.self))
    case .float16: Self.half(bits(UInt16.self))
    case .float32: Double(Float(bitPattern: bits(UInt32.self)))
    case .float64: Double(bitPattern: bits(UInt64.self))
    }
  }

  /// A half-precision number (IEEE 754 binary16), which not every platform has as a type.
  private static func half(_ bits: UInt16) -> Double {
    let sign = bits >> 15 == 0 ? 1.0 : -1.0
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
    }
  }
}
