import Foundation
import KindredTestSupport
import Tables
import Testing

@Suite("Streams of zlib", .enabled(if: Program.exists("/usr/bin/python3")))
struct ZlibStreamTests {
  /// Python's zlib reads back what was written and finds the same checksum.
  @Test(arguments: [0, 1, 65_535, 200_000])
  func anotherReaderGetsTheBytesBack(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7 * 31) }
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(filePath: folder.path("plain")))
    let stream = ZlibStream.compressed(bytes)
    try Data(stream).write(to: URL(filePath: folder.path("stream")))
    let script =
      "import sys, zlib; a = open(sys.argv[1], 'rb').read(); b = zlib.decompress(open(sys.argv[2], 'rb').read()); "
      + "sys.exit(0 if a == b and zlib.crc32(a) == int(sys.argv[3]) else 1)"
    #expect(
      try Python.run(
        script, arguments: [folder.path("plain"), folder.path("stream"), "\(ZlibStream.crc32(bytes))"]))
    #expect(count < 1000 || stream.count < count / 20)
  }
}
