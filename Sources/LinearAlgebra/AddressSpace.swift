#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a limit on the address space (`ulimit -v`) leaves for OpenBLAS, which waits for ever where it cannot have its buffers.
package enum AddressSpace {
  /// What OpenBLAS takes for each thread that multiplies, and what else a thread and its work need.
  private static let bytesPerThread = 160 << 20

  /// Bytes that `threads` threads need.
  package static func needed(threads: Int) -> Int { threads * bytesPerThread }

  /// Whether that much can be had; always where nothing limits it.
  package static func suffices(threads: Int) -> Bool {
    var limit = rlimit()
    #if canImport(Glibc)
      let kind = __rlimit_resource_t(RLIMIT_AS.rawValue)
    #else
      let kind = RLIMIT_AS
    #endif
    guard getrlimit(kind, &limit) == 0, limit.rlim_cur < UInt64(Int64.max) else { return true }
    let size = needed(threads: threads)
    let trial = mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let trial, trial != MAP_FAILED else { return false }
    munmap(trial, size)
    return true
  }
}
