internal import COpenBLAS
internal import CKernels

#if canImport(Glibc)
  internal import Glibc
#endif

/// Which kernels OpenBLAS multiplies with, and whether they are those of a much older machine.
///
/// An OpenBLAS that does not know a processor takes it for one of 2004 (Debian's 0.3.21 does so with servers of 2023, and
/// multiplies four times slower). What to take instead is read from the environment when the library is loaded, and never
/// again.
package enum BLASKernels {
  private static let variable = "OPENBLAS_CORETYPE"

  /// What OpenBLAS should be told to take; nil where its own choice is good enough or somebody made one.
  package static var better: String? {
    better(than: blasCoreName, vectorLevel: Int(kindred_vector_level()), isChosen: getenv(variable) != nil)
  }

  /// The same for a choice, the width of a machine's vectors (2: AVX-512, 1: AVX2) and whether it was the user's.
  package static func better(than core: String, vectorLevel: Int, isChosen: Bool) -> String? {
    guard !isChosen, vectorLevel > level(of: core) else { return nil }
    return vectorLevel == 2 ? "SkylakeX" : "Haswell"
  }

  private static func level(of core: String) -> Int {
    switch core.lowercased() {
    case "skylakex", "cooperlake", "sapphirerapids": 2
    case "haswell", "zen", "excavator": 1
    default: 0
    }
  }

  /// Begins the program anew, in the same process, where OpenBLAS chose kernels that are too old; returns otherwise.
  package static func restartIfOutdated() {
    #if os(Linux) && arch(x86_64)
      guard let better else { return }
      setenv(variable, better, 0)
      // Returns only where it fails, and then the old kernels do.
      execv("/proc/self/exe", CommandLine.unsafeArgv)
    #endif
  }
}
