internal import Diagnostics
internal import Foundation

/// Starts a program in a process group of its own, with the signals that Kindred ignores set back, no terminal to read from, and
/// no descriptors but those that are named.
struct ProcessLaunch {
  #if canImport(Darwin)
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
  #else
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
  #endif
  private let words: [String]
  private let environment: [String: String]

  /// - Parameter words: the program's path and its arguments.
  init(words: [String], environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.words = words
    self.environment = environment
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
  }

  /// Gives the program a descriptor of this process.
  mutating func connect(_ descriptor: CInt, to number: CInt) {
    posix_spawn_file_actions_adddup2(&actions, descriptor, number)
  }

  /// Opens a file for the program.
  mutating func open(_ path: String, flags: CInt, as number: CInt) {
    posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o644)
  }

  /// Starts the program, once; its process number is its group's too.
  consuming func start() -> Result<pid_t, UserError> {
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGUSR1, SIGUSR2] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, words[0], &actions, &attributes, &arguments, &variables)
    return code == 0 ? .success(process) : .failure(.cannotStartTrainer(reason: String(cString: strerror(code))))
  }
}
