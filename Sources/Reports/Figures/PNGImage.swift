internal import Tables

/// A PNG with a palette (W3C PNG, third edition).
///
/// Large heat maps are drawn as one image, because a rectangle a cell would make a page of tens of megabytes.
struct PNGImage {
  let width: Int
  let height: Int
  /// Palette indices, row by row from the top.
  let pixels: [UInt8]
  /// Up to 256 colours; alpha 0 is transparent.
  let palette: [(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8)]

  /// The file.
  func bytes() -> [UInt8] {
    precondition(width > 0 && height > 0 && pixels.count == width * height, "pixels fill the image")
    let header = Self.bigEndian(width) + Self.bigEndian(height) + [8, 3, 0, 0, 0]
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for row in 0..<height { rows += [0] + pixels[row * width..<(row + 1) * width] }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + Self.chunk("IHDR", header)
      + Self.chunk("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue] })
      + Self.chunk("tRNS", palette.map(\.alpha))
      + Self.chunk("IDAT", ZlibStream.compressed(rows))
      + Self.chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bigEndian(data.count) + body + bigEndian(Int(ZlibStream.crc32(body)))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
