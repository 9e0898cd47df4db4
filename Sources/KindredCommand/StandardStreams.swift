import Foundation
import Kindred

/// The descriptors that a shell gives, or does not.
enum StandardStreams {
  /// The least number of descriptors that the program can do with: its streams, those of the runtime, and its files.
  static let fewestDescriptors = 16

  /// Takes the place of streams that are closed, so that no file of the program's gets their numbers; writing to them
  /// fails as before. Throws where next to nothing can be opened.
  static func prepare() throws {
    var limit = rlimit()
    #if canImport(Glibc)
      let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let kind = RLIMIT_NOFILE
    #endif
    if getrlimit(kind, &limit) == 0, limit.rlim_cur < fewestDescriptors {
      throw UserError.tooFewDescriptors(found: Int(limit.rlim_cur), expected: fewestDescriptors)
    }
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
      let descriptor = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
      if descriptor >= 0, descriptor != stream { close(descriptor) }
    }
  }

  /// Throws where an argument is not UTF-8: it would stand for another file than the one that was meant.
  static func checkArguments() throws {
    for index in 0..<Int(CommandLine.argc) {
      guard let argument = CommandLine.unsafeArgv[index], String(validatingCString: argument) == nil else { continue }
      throw UserError.argumentNotUTF8(String(cString: argument))
    }
  }

  /// Writes all of a text; 0, or the number of the error that kept it from being written.
  static func write(_ text: String, to stream: CInt) -> CInt {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Foundation.write(stream, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        guard count > 0 else { return count == 0 ? ENOSPC : errno }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return 0
    }
  }
}
