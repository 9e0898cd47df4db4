import LinearAlgebra
import Testing

struct BLASKernelTests {
  /// Only kernels older than the machine are replaced, and never a choice that somebody made.
  @Test func outdatedKernelsAreReplaced() {
    #expect(BLASKernels.better(than: "Prescott", vectorLevel: 2, isChosen: false) == "SkylakeX")
    #expect(BLASKernels.better(than: "Prescott", vectorLevel: 1, isChosen: false) == "Haswell")
    #expect(BLASKernels.better(than: "Haswell", vectorLevel: 2, isChosen: false) == "SkylakeX")
    #expect(BLASKernels.better(than: "Zen", vectorLevel: 1, isChosen: false) == nil)
    #expect(BLASKernels.better(than: "Prescott", vectorLevel: 0, isChosen: false) == nil)
    #expect(BLASKernels.better(than: "Prescott", vectorLevel: 2, isChosen: true) == nil)
  }
}
