internal import Diagnostics
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Pipes that this process has opened: another reading of one would wait for ever, or find nothing.
enum SpentPipes {
  private struct Pipe: Hashable {
    var device: UInt64
    var number: UInt64
  }

  private static let opened = Mutex<Set<Pipe>>([])

  /// Remembers `path` if it is a pipe; throws where it is one that was opened before.
  static func note(_ path: String) throws(UserError) {
    var information = stat()
    guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFIFO else { return }
    let pipe = Pipe(device: UInt64(information.st_dev), number: UInt64(information.st_ino))
    guard opened.withLock({ $0.insert(pipe).inserted }) else { throw UserError.spentPipe(path) }
  }
}
