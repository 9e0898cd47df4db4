internal import LinearAlgebra

/// The cells of a large heat map as pixels: two hues whose opacity is the magnitude, so that it sits on any background.
struct HeatMapImage {
  let values: Matrix<Double>
  let order: [Int]
  /// The magnitude of full colour.
  let limit: Double
  /// The largest side in pixels; beyond it a pixel is the mean of a square of cells.
  let pixelLimit: Int

  /// Palette index 0 is blank, 1...127 are losses, 129...255 gains.
  func bytes() -> [UInt8] {
    let block = (order.count + pixelLimit - 1) / pixelLimit
    let side = (order.count + block - 1) / block
    var pixels = [UInt8](repeating: 0, count: side * side)
    for row in 0..<side {
      for column in 0..<side { pixels[row * side + column] = index(of: mean(row, column, block: block)) }
    }
    return PNGImage(width: side, height: side, pixels: pixels, palette: Self.palette).bytes()
  }

  private func mean(_ row: Int, _ column: Int, block: Int) -> Double? {
    var (sum, count) = (0.0, 0)
    for i in row * block..<min(order.count, (row + 1) * block) {
      for j in column * block..<min(order.count, (column + 1) * block) where i != j {
        let value = values[order[i], order[j]]
        if value.isFinite { (sum, count) = (sum + value, count + 1) }
      }
    }
    return count > 0 ? sum / Double(count) : nil
  }

  private func index(of value: Double?) -> UInt8 {
    guard let value else { return 0 }
    return UInt8(128 + Int((max(-1, min(1, value / limit)) * 127).rounded()))
  }

  /// Mid-tones that read on light and dark alike.
  private static let palette: [(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8)] = (0..<256).map { index in
    let alpha = index == 0 ? 0 : UInt8(min(255, abs(index - 128) * 2))
    return index < 128 ? (0xDD, 0x6E, 0x22, alpha) : (0x3D, 0x86, 0xCB, alpha)
  }
}
