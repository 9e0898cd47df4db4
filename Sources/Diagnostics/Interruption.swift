import Synchronization

/// A flag that long work looks at between two jobs: raised by Ctrl-C or a terminated shard.
///
/// Work that sees it raised finishes or drops what is in flight, leaves its files consistent, and throws
/// `UserError.interrupted`.
public final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)

  /// A flag that is not raised yet.
  public init() {}

  /// Whether somebody asked the work to stop; once true it stays so. Cheap enough for inner loops.
  public var isRaised: Bool { flag.load(ordering: .relaxed) }

  /// Asks the work to stop; safe to call from a signal's dispatch source and more than once.
  public func raise() { flag.store(true, ordering: .relaxed) }

  /// Throws if the flag is raised.
  public func check() throws {
    if isRaised { throw UserError.interrupted }
  }
}

extension UserError {
  /// The work was stopped from outside and can be taken up again.
  public static let interrupted = UserError(
    .tryAgain, found: "interrupted", advice: "Call the same command again: it goes on where it stopped.")
}
