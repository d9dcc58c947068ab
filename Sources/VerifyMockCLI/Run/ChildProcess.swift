#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A command that runs with our input and output; signals that are sent to us are sent on to it.
struct ChildProcess {
  /// Why a command could not be started.
  struct Failure: Error, CustomStringConvertible {
    let description: String
    /// The exit code that shells use: 127 where there is no such command, 126 where it can't be run.
    let exitCode: Int32
  }

  private let identifier: pid_t

  /// Catches signals from now on, for the command that is going to be started.
  static func holdSignals() {
    for number in passedOn {
      var action = sigaction()
      #if canImport(Glibc)
      action.__sigaction_handler.sa_sigaction = passOn
      #elseif canImport(Musl)
      action.__sa_handler.sa_sigaction = passOn
      #else
      action.__sigaction_u.__sa_sigaction = passOn
      #endif
      action.sa_flags = Int32(SA_SIGINFO) | Int32(SA_RESTART)
      sigaction(number, &action, nil)
    }
    signal(SIGPIPE, SIG_IGN)
  }

  private static let passedOn = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]

  /// Restores the signals' default action, once there is no command to pass them on to.
  static func releaseSignals() {
    for number in passedOn { signal(number, SIG_DFL) }
  }

  /// Starts a command, found as shells find it.
  init(
    _ words: [String], environment: [String: String]
  ) throws(Failure) {
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    let variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    #if canImport(Darwin)
    var attributes: posix_spawnattr_t?
    #else
    var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that we ignore or catch get their default action in the command.
    var usual = sigset_t()
    sigfillset(&usual)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var identifier: pid_t = 0
    let name = words.first ?? ""
    let error = posix_spawnp(&identifier, name, nil, &attributes, arguments, variables)
    guard error == 0 else {
      throw Failure(
        description: "'\(name)' can't be run: \(String(cString: strerror(error)))",
        exitCode: error == ENOENT ? 127 : 126)
    }
    self.identifier = identifier
    Running.child = identifier
    if Running.held != 0 { kill(identifier, Running.held) }
  }

  /// Waits for its end.
  ///
  /// - Returns: its exit code, or 128 and the number of the signal that ended it, as shells do.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      guard errno == EINTR else { return 127 }
    }
    Running.child = 0
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}

/// What a signal handler looks at: plain memory.
private enum Running {
  nonisolated(unsafe) static var child: pid_t = 0
  /// The last signal that came before there was a command.
  nonisolated(unsafe) static var held: Int32 = 0
}

/// A terminal sends its signals to the command as well; those of processes reach us alone.
private func passOn(
  _ number: Int32, _ information: UnsafeMutablePointer<siginfo_t>?,
  _ context: UnsafeMutableRawPointer?
) {
  let code = information?.pointee.si_code ?? 0
  #if canImport(Darwin)
  let isSent = code == SI_USER || code == SI_QUEUE
  #else
  let isSent = code <= 0
  #endif
  guard isSent else { return }
  let child = Running.child
  if child > 0 {
    let error = errno
    kill(child, number)
    errno = error
  } else {
    Running.held = number
  }
}
